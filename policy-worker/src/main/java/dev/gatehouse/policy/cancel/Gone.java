package dev.gatehouse.policy.cancel;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.model.Json;
import dev.gatehouse.runtime.store.GrantsOf;
import dev.gatehouse.schemas.CatalogEvent;
import java.util.Optional;

/**
 * Something that is no longer there.
 *
 * @param grants the requests that nothing can come of any more
 * @param comment what is said on each of them
 */
record Gone(GrantsOf grants, String comment) {

  /** What an event says is gone, as far as requests hang on it; empty for every other event. */
  static Optional<Gone> of(CatalogEvent event) {
    if (!event.getDeleted() && !isDeletedPerson(event)) {
      return Optional.empty();
    }
    String id = event.getEntityId();
    return switch (event.getKind()) {
      case "user" ->
          Optional.of(new Gone(new GrantsOf.Person(new UserId(id)), "The person was deleted."));
      case "app" -> Optional.of(new Gone(new GrantsOf.App(new AppId(id)), "The app was deleted."));
      case "entitlement" ->
          Optional.of(
              new Gone(
                  new GrantsOf.Entitlement(new EntitlementId(id)), "The entitlement was deleted."));
      default -> Optional.empty();
    };
  }

  /** Where people come from a directory, being deleted is a status of theirs. */
  private static boolean isDeletedPerson(CatalogEvent event) {
    return event.getKind().equals("user")
        && Json.mapper().readTree(event.getEntity()).path("status").asString("").equals("DELETED");
  }
}
