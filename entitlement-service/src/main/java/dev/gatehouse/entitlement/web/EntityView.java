package dev.gatehouse.entitlement.web;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.model.Json;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the entities of one kind are shown in answers.
 *
 * @param references what a row points to and an expand mask can ask for
 * @param rights whether rows tell what the caller may do with them
 * @param show a row as the API's message, given what was expanded
 */
public record EntityView(
    List<Reference> references, boolean rights, BiFunction<Entity, Expanded, ObjectNode> show) {
  /** The entities as they are. */
  public static final EntityView PLAIN =
      new EntityView(List.of(), (entity, expanded) -> entity.toApi());

  public EntityView {
    references = List.copyOf(references);
  }

  /** A view that tells nothing of what the caller may do. */
  public EntityView(List<Reference> references, BiFunction<Entity, Expanded, ObjectNode> show) {
    this(references, false, show);
  }

  /** What may be done with something that the API has no way to change. */
  public static ObjectNode readOnly() {
    return Json.object().put("read", true).put("edit", false).put("delete", false);
  }

  /** A view that holds the entity in one field, and nothing beside it. */
  public static EntityView under(String field) {
    return new EntityView(
        List.of(),
        (entity, expanded) -> {
          ObjectNode view = Json.object();
          view.set(field, entity.toApi());
          return view;
        });
  }
}
