package dev.gatehouse.entitlement.importing;

import dev.gatehouse.entitlement.store.EntityKind;

/** Turns what a file calls something into its id. */
@FunctionalInterface
interface Names {
  /**
   * The id behind a reference or an id.
   *
   * @param field where it stands, for the refusal
   * @throws dev.gatehouse.model.error.ApiException if there is no such thing
   */
  String id(EntityKind kind, String field, String text);
}
