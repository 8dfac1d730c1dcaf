package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Command.CreateGrant;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for access. */
final class GrantCreation {
  private GrantCreation() {}

  static Decision decide(CreateGrant command, Draft draft) {
    EntitlementRef ref = new EntitlementRef(command.appId(), command.entitlementId());
    Query<?> account =
        AccountChoice.question(draft, command.appId(), command.appUserId(), command.identity());
    if (account != null) {
      draft.facts().need(new Query.FindEntitlement(ref), account);
    }
    Optional<Entitlement> found = draft.facts().get(new Query.FindEntitlement(ref));
    if (found.isEmpty() || found.get().deleted()) {
      return Requests.noSuchEntitlement(ref);
    }
    Entitlement entitlement = found.get();
    AccountChoice choice =
        AccountChoice.of(draft, command.appId(), command.appUserId(), command.identity());
    if (choice.refusal() != null) {
      return choice.refusal();
    }
    Subject.Grant subject =
        new Subject.Grant(
            ref,
            choice.account(),
            choice.person(),
            command.duration(),
            command.extension(),
            command.source());
    prefetch(command, draft, entitlement, subject);
    Person person = null;
    if (choice.person() != null) {
      person = draft.facts().get(new Query.FindPerson(choice.person())).orElse(null);
      if (person == null) {
        return Requests.noSuchPerson(choice.person());
      }
    }
    Rejected refusal = refuse(command, draft, entitlement, person, subject);
    return refusal != null ? refusal : create(command, draft, entitlement, person, subject);
  }

  /** Everything that is needed in any case is asked for at once, to save rounds. */
  private static void prefetch(
      CreateGrant command, Draft draft, Entitlement entitlement, Subject.Grant subject) {
    TaskId id = draft.taskId();
    Query<?> policy = new Query.FindPolicy(policyId(command, entitlement));
    Query<?> open = new Query.OpenTaskFor(subject.openKey());
    Query<?> grant = findGrant(subject);
    if (subject.identity() == null) {
      draft.facts().need(policy, open, grant, new Query.NumericIdFor(id));
    } else {
      draft
          .facts()
          .need(
              policy,
              open,
              grant,
              new Query.NumericIdFor(id),
              new Query.FindPerson(subject.identity()));
    }
  }

  private static Query.FindGrant findGrant(Subject.Grant subject) {
    return new Query.FindGrant(subject.entitlement(), subject.appUserId(), subject.identity());
  }

  private static PolicyId policyId(CreateGrant command, Entitlement entitlement) {
    return PolicyChoice.ofRequest(entitlement, command.emergencyAccess());
  }

  private static @Nullable Rejected refuse(
      CreateGrant command,
      Draft draft,
      Entitlement entitlement,
      @Nullable Person person,
      Subject.Grant subject) {
    if (!mayRequest(draft, person)) {
      return Rejected.of(
          Reason.NOT_ALLOWED,
          "User does not have permission to request access on behalf of another user");
    }
    Rejected unfit = person == null ? null : unfit(person);
    if (unfit != null) {
      return unfit;
    }
    Rejected duration =
        DurationDecider.refuse("grantDuration", command.duration(), entitlement.maxGrantDuration());
    if (duration != null) {
      return duration;
    }
    if (command.emergencyAccess() && !entitlement.emergencyGrantEnabled()) {
      return Rejected.of(
          Reason.INVALID,
          "Expected an entitlement with emergency access, but %s does not offer it."
              .formatted(entitlement.displayName()));
    }
    Optional<TaskId> open = draft.facts().get(new Query.OpenTaskFor(subject.openKey()));
    if (open.isPresent()) {
      return Requests.alreadyOpen("access", open.get());
    }
    if (!command.extension() && draft.facts().get(findGrant(subject)).isPresent()) {
      return Rejected.of(
          Reason.ALREADY_GRANTED,
          "Expected access that is not there yet, but %s is already granted."
              .formatted(entitlement.displayName()));
    }
    return null;
  }

  private static @Nullable Rejected unfit(Person person) {
    if (!person.enabled()) {
      return Rejected.of(
          Reason.DISABLED,
          "Expected an active person, but %s is disabled or deleted."
              .formatted(person.displayName()));
    }
    if (person.leaving()) {
      return Rejected.of(
          Reason.LEAVING,
          "Expected a person who stays, but %s is leaving.".formatted(person.displayName()));
    }
    return null;
  }

  /** Oneself, a manager for direct reports, and three roles for anybody. */
  private static boolean mayRequest(Draft draft, @Nullable Person subject) {
    return switch (draft.actor()) {
      case Actor.Service s -> true;
      case Actor.Person p ->
          p.may(Permission.REQUEST_FOR_OTHERS)
              || (subject != null && subject.id().equals(p.id()))
              || Requests.manages(draft, subject);
    };
  }

  private static Decision create(
      CreateGrant command,
      Draft draft,
      Entitlement entitlement,
      @Nullable Person person,
      Subject.Grant subject) {
    PolicyId policyId = policyId(command, entitlement);
    Policy policy = Requests.policy(draft, policyId);
    if (policy == null) {
      return Requests.noPolicy(policyId);
    }
    return Requests.begin(
        draft,
        policy,
        taking -> created(command, draft, entitlement, person, subject, taking),
        entitlement.requestForm(),
        command.answers());
  }

  private static TaskCreated created(
      CreateGrant command,
      Draft draft,
      Entitlement entitlement,
      @Nullable Person person,
      Subject.Grant subject,
      Policy policy) {
    TaskId id = draft.taskId();
    String holder = person != null ? person.displayName() : "" + subject.appUserId();
    return new TaskCreated(
        id,
        draft.facts().get(new Query.NumericIdFor(id)),
        subject,
        "Grant %s of %s to %s"
            .formatted(entitlement.displayName(), entitlement.appDisplayName(), holder),
        command.description(),
        draft.person(),
        command.origin(),
        command.emergencyAccess(),
        command.requestData(),
        new PolicyRun(policy, DerivedId.of("generation", id.value(), "1"), policy.baseline()),
        Requests.participants(draft.person(), person, entitlement),
        List.of(),
        draft.now());
  }
}
