package dev.gatehouse.entitlement.store;

import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How an entity stands in MongoDB. */
final class Stored {
  private Stored() {}

  static Entity entity(EntityKind kind, Document document) {
    ObjectNode fields = Documents.toJson(document);
    fields.remove("_id");
    fields.remove(Hidden.OUTBOX);
    fields.remove(Hidden.HELD);
    long version = fields.path(Hidden.VERSION).asLong(1);
    fields.remove(Hidden.VERSION);
    return new Entity(kind, document.getString("_id"), version, fields);
  }

  static Document insert(Entity entity, List<Document> entries) {
    Document document = new Document("_id", entity.id());
    document.putAll(Documents.of(entity.fields()));
    document.remove("id");
    document.put(Hidden.VERSION, entity.version());
    if (!entries.isEmpty()) {
      document.put(Hidden.OUTBOX, entries);
    }
    return document;
  }

  /** Writes only what differs, so that fields which others keep in the document stay theirs. */
  static Bson update(Entity before, Entity after, List<Document> entries) {
    Document set = new Document(Hidden.VERSION, after.version());
    Document unset = new Document();
    after
        .fields()
        .forEachEntry(
            (name, value) -> {
              if (!value.equals(before.fields().get(name)) && !name.equals("id")) {
                set.put(name, Documents.value(value));
              }
            });
    for (String name : before.fields().propertyNames()) {
      JsonNode kept = after.fields().get(name);
      if (kept == null) {
        unset.put(name, "");
      }
    }
    Document update = new Document("$set", set);
    if (!unset.isEmpty()) {
      update.put("$unset", unset);
    }
    if (!entries.isEmpty()) {
      update.put("$push", new Document(Hidden.OUTBOX, new Document("$each", entries)));
    }
    return update;
  }
}
