package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Subject;

/** What grant tasks are looked for by. */
public sealed interface GrantsOf {

  /** Access for this person. */
  record Person(UserId id) implements GrantsOf {}

  /** Access to anything of this app. */
  record App(AppId id) implements GrantsOf {}

  /** Access to this entitlement. */
  record Entitlement(EntitlementId id) implements GrantsOf {}

  /** Whether a grant is one of these. */
  default boolean holds(Subject.Grant grant) {
    return switch (this) {
      case Person of -> of.id().equals(grant.identity());
      case App of -> of.id().equals(grant.entitlement().appId());
      case Entitlement of -> of.id().equals(grant.entitlement().id());
    };
  }
}
