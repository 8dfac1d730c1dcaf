package dev.gatehouse.api.task;

import dev.gatehouse.api.catalog.Ownership;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.Visibility;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.internal.OwnedAnswer;
import dev.gatehouse.rest.security.Caller;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whether a caller sees a task: by role, by a part in it, or as an owner of its app or entitlement.
 * The engine decides the same for every command.
 */
@Component
class Visible {
  private final Ownership ownership;

  Visible(Ownership ownership) {
    this.ownership = ownership;
  }

  Mono<Boolean> to(Caller caller, Task task) {
    if (seesAll(caller) || task.participants().contains(caller.userId())) {
      return Mono.just(true);
    }
    return switch (task.subject()) {
      case Subject.Access access ->
          ownership.of(caller.userId()).map(owned -> owns(owned, access));
      case Subject.Offboarding s -> Mono.just(false);
    };
  }

  private static boolean owns(OwnedAnswer owned, Subject.Access access) {
    return owned.apps().contains(access.entitlement().appId().value())
        || owned.entitlements().contains(access.entitlement().id().value());
  }

  static boolean seesAll(Caller caller) {
    return Visibility.seesAll(new Actor.Person(caller.userId(), caller.roles()));
  }
}
