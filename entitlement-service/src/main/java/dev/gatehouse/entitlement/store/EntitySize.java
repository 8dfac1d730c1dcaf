package dev.gatehouse.entitlement.store;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * How large a thing of the catalogue may become: so that the event that tells of it always fits
 * into a record, and is refused here rather than by the broker.
 */
public final class EntitySize {
  static final int LARGEST = 512 * 1024;

  private EntitySize() {}

  /** Refuses fields that are too large together. */
  public static void check(EntityKind kind, ObjectNode fields) {
    int bytes = fields.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LARGEST) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected %s of at most %d bytes, but it would have %d."
              .formatted(kind.article(), LARGEST, bytes));
    }
  }
}
