package dev.gatehouse.entitlement.store;

import dev.gatehouse.model.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing of the catalogue.
 *
 * @param version how often it was written; 0 for one that is not stored yet
 * @param fields the API's fields and the hidden ones; its id apart. Not to be changed: use {@link
 *     #copy}
 */
public record Entity(EntityKind kind, String id, long version, ObjectNode fields) {

  /** One that is not stored yet. */
  public static Entity create(EntityKind kind, String id, ObjectNode fields) {
    return new Entity(kind, id, 0, fields);
  }

  /** The text of a field; empty where it is unset. */
  public String text(String field) {
    return fields.path(field).asString("");
  }

  /** The texts of a list field; empty where it is unset. */
  public List<String> texts(String field) {
    return Json.texts(fields.path(field));
  }

  /** Whether it was deleted; deleted things stay readable by id. */
  public boolean deleted() {
    return fields.hasNonNull("deletedAt");
  }

  /** The fields as a copy that may be changed. */
  public ObjectNode copy() {
    return fields.deepCopy();
  }

  /** The API's message, complete. */
  public ObjectNode toApi() {
    ObjectNode message = Json.object();
    Set<String> names = kind.shape().fieldNames();
    for (String name : names) {
      JsonNode value = fields.get(name);
      if (value != null) {
        message.set(name, value);
      }
    }
    message.put("id", id);
    return kind.shape().complete(message);
  }

  /** The API's message with its type, as it stands in {@code expanded}. */
  public ObjectNode toExpanded() {
    ObjectNode typed = Json.object();
    typed.put("@type", "type.googleapis.com/" + kind.message());
    typed.setAll(toApi());
    return typed;
  }
}
