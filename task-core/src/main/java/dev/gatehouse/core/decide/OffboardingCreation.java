package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.facts.OpenKey;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command.CreateOffboarding;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.OffboardingProgress;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import java.util.List;
import java.util.Optional;

/** Somebody leaves. */
final class OffboardingCreation {
  private OffboardingCreation() {}

  static Decision decide(CreateOffboarding command, Draft draft) {
    Query.FindPerson personQuery = new Query.FindPerson(command.person());
    Query.OpenTaskFor openQuery = new Query.OpenTaskFor(OpenKey.offboarding(command.person()));
    TaskId id = draft.taskId();
    draft.facts().need(personQuery, openQuery, new Query.NumericIdFor(id));
    Person person = draft.facts().get(personQuery).orElse(null);
    if (person == null) {
      return Requests.noSuchPerson(command.person());
    }
    if (!mayOffboard(draft, person)) {
      return Rejected.of(
          Reason.NOT_ALLOWED,
          "Expected a manager of %s, the helpdesk or a super admin, but the caller is none of these."
              .formatted(person.displayName()));
    }
    Optional<TaskId> open = draft.facts().get(openQuery);
    if (open.isPresent()) {
      return Requests.alreadyOpen("offboarding", open.get());
    }
    OffboardingProgress start = OffboardingProgress.START;
    draft.add(
        new Change.TaskCreated(
            id,
            draft.facts().get(new Query.NumericIdFor(id)),
            new Subject.Offboarding(command.person(), start),
            "Offboard " + person.displayName(),
            command.description(),
            draft.person(),
            command.origin(),
            false,
            "",
            null,
            Requests.participants(draft.person(), person, null),
            List.of(),
            draft.now()));
    return OffboardingDecider.goOnLater(draft, start).accepted();
  }

  private static boolean mayOffboard(Draft draft, Person person) {
    return switch (draft.actor()) {
      case Actor.Service s -> true;
      case Actor.Person p -> p.may(Permission.OFFBOARD) || Requests.manages(draft, person);
    };
  }
}
