package dev.gatehouse.entitlement.owner;

import dev.gatehouse.entitlement.store.EntityKind;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What can have owners. */
enum OwnedThing {
  APP(EntityKind.APP, "app_id", "AppOwner"),
  ENTITLEMENT(EntityKind.ENTITLEMENT, "entitlement_id", "AppEntitlementOwner");

  private final EntityKind kind;
  private final String variable;
  private final String messages;

  OwnedThing(EntityKind kind, String variable, String messages) {
    this.kind = kind;
    this.variable = variable;
    this.messages = messages;
  }

  EntityKind kind() {
    return kind;
  }

  String id(ServerRequest request) {
    return request.pathVariable(variable);
  }

  /**
   * The full name of a message about owners: {@code List} and {@code sResponse} around the name.
   */
  String message(String before, String after) {
    return "c1.api.app.v1." + before + messages + after;
  }
}
