package dev.gatehouse.api.task;

import dev.gatehouse.api.catalog.Ownership;
import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.Visibility;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.internal.OwnedAnswer;
import dev.gatehouse.rest.security.Caller;
import dev.gatehouse.runtime.store.SearchFields;
import dev.gatehouse.schemas.TaskEvent;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whether a caller sees a task: by role, by a part in it, as an owner of its app or entitlement, or
 * as a manager of its subject. Who owns and manages is looked up now, so that somebody new sees it.
 * The engine decides the same for every command.
 */
@Component
public class Visible {
  private final Ownership ownership;

  Visible(Ownership ownership) {
    this.ownership = ownership;
  }

  /** Whether the caller sees this task. */
  public Mono<Boolean> to(Caller caller, Task task) {
    if (seesAll(caller) || task.participants().contains(caller.userId())) {
      return Mono.just(true);
    }
    return ownership.of(caller.userId()).map(owned -> concerns(owned, task.subject()));
  }

  private static boolean concerns(OwnedAnswer owned, Subject subject) {
    UserId person = subject.person();
    return (person != null && owned.reports().contains(person.value()))
        || switch (subject) {
          case Subject.Access access ->
              owned.apps().contains(access.entitlement().appId().value())
                  || owned.entitlements().contains(access.entitlement().id().value());
          case Subject.Offboarding s -> false;
        };
  }

  /** Whether the caller sees the task of this event, as it was when that happened. */
  public Mono<Boolean> to(Caller caller, TaskEvent event) {
    if (seesAll(caller) || event.getParticipantIds().contains(caller.userId().value())) {
      return Mono.just(true);
    }
    return ownership
        .of(caller.userId())
        .map(
            owned ->
                has(owned.apps(), event.getAppId())
                    || has(owned.entitlements(), event.getAppEntitlementId())
                    || has(owned.reports(), event.getIdentityUserId()));
  }

  private static boolean has(Set<String> ids, @Nullable String id) {
    return id != null && ids.contains(id);
  }

  /** What a task has to meet for the caller to see it; empty where they see all. */
  public Mono<List<Condition>> conditions(Caller caller) {
    if (seesAll(caller)) {
      return Mono.just(List.of());
    }
    return ownership
        .of(caller.userId())
        .map(
            owned ->
                List.of(
                    new Condition.Any(
                        List.of(
                            new Condition.In(
                                SearchFields.PARTICIPANTS, List.of(caller.userId().value())),
                            new Condition.In(SearchFields.APP_ID, owned.apps()),
                            new Condition.In(SearchFields.ENTITLEMENT_ID, owned.entitlements()),
                            new Condition.In(SearchFields.SUBJECT_USER_ID, owned.reports())))));
  }

  private static boolean seesAll(Caller caller) {
    return Visibility.seesAll(new Actor.Person(caller.userId(), caller.roles()));
  }
}
