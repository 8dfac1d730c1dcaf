package dev.gatehouse.entitlement.web;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import java.util.List;
import java.util.function.Function;

/**
 * Something that a row names and that an expand mask can ask for.
 *
 * @param path what the mask calls it, such as {@code app_id}
 * @param kind what it names
 * @param ids the ids that a row names
 */
public record Reference(String path, EntityKind kind, Function<Entity, List<String>> ids) {

  /** A reference by a field with one id. */
  public static Reference one(String path, EntityKind kind, String field) {
    return new Reference(
        path,
        kind,
        row -> {
          String id = row.text(field);
          return id.isEmpty() ? List.of() : List.of(id);
        });
  }

  /** A reference by a field with several ids. */
  public static Reference many(String path, EntityKind kind, String field) {
    return new Reference(path, kind, row -> row.texts(field));
  }
}
