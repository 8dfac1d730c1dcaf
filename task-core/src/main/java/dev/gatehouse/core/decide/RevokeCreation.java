package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command.CreateRevoke;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to take access back. */
final class RevokeCreation {
  private RevokeCreation() {}

  static Decision decide(CreateRevoke command, Draft draft) {
    EntitlementRef ref = new EntitlementRef(command.appId(), command.entitlementId());
    UserId holder = command.identity();
    if (command.appUserId() == null && holder == null) {
      holder = draft.person();
    }
    Query.FindGrant grantQuery = new Query.FindGrant(ref, command.appUserId(), holder);
    draft.facts().need(new Query.FindEntitlement(ref), grantQuery);
    Optional<Entitlement> found = draft.facts().get(new Query.FindEntitlement(ref));
    if (found.isEmpty()) {
      return Requests.noSuchEntitlement(ref);
    }
    Optional<LiveGrant> grant = draft.facts().get(grantQuery);
    if (grant.isEmpty()) {
      return noGrant(ref);
    }
    return decide(command, draft, found.get(), grant.get());
  }

  private static Rejected noGrant(EntitlementRef ref) {
    return Rejected.of(
        Reason.NOT_FOUND,
        "Expected access that can be taken back, but nobody named here holds the entitlement %s of the app %s."
            .formatted(ref.id(), ref.appId()));
  }

  private static Decision decide(
      CreateRevoke command, Draft draft, Entitlement entitlement, LiveGrant grant) {
    Subject.Revoke subject =
        new Subject.Revoke(
            grant.entitlement(),
            grant.appUserId(),
            grant.identity(),
            command.source(),
            command.parent());
    Query.OpenTaskFor openQuery = new Query.OpenTaskFor(subject.openKey());
    TaskId id = draft.taskId();
    draft.facts().need(openQuery, new Query.NumericIdFor(id));
    UserId identity = grant.identity();
    Person person =
        identity == null ? null : draft.facts().get(new Query.FindPerson(identity)).orElse(null);
    if (!mayRevoke(draft, person, entitlement)) {
      return Rejected.of(
          Reason.NOT_ALLOWED,
          "User does not have permission to request access on behalf of another user");
    }
    Optional<TaskId> open = draft.facts().get(openQuery);
    if (open.isPresent()) {
      return Requests.alreadyOpen("revocation", open.get());
    }
    Policy policy = Requests.policy(draft, entitlement.revokePolicyId());
    if (policy == null) {
      return Requests.noPolicy(entitlement.revokePolicyId());
    }
    draft.add(
        new Change.TaskCreated(
            id,
            draft.facts().get(new Query.NumericIdFor(id)),
            subject,
            "Revoke %s of %s from %s"
                .formatted(
                    entitlement.displayName(),
                    entitlement.appDisplayName(),
                    person != null ? person.displayName() : grant.appUserId().value()),
            command.description(),
            draft.person(),
            command.origin(),
            false,
            "",
            new PolicyRun(
                policy,
                DerivedId.of("generation", id.value(), "1"),
                null,
                steps(policy, draft),
                List.of()),
            Requests.participants(draft.person(), person, entitlement),
            command.parent() == null ? List.of() : List.of(command.parent()),
            draft.now()));
    return StepFlow.start(draft);
  }

  /** What the engine takes back by itself (expired, offboarding) asks nobody. */
  private static List<PolicyStep> steps(Policy policy, Draft draft) {
    if (!TaskDecider.fromService(draft)) {
      return policy.baseline();
    }
    return policy.baseline().stream().filter(PolicyStep.Provision.class::isInstance).toList();
  }

  private static boolean mayRevoke(Draft draft, @Nullable Person subject, Entitlement entitlement) {
    return switch (draft.actor()) {
      case Actor.Service s -> true;
      case Actor.Person p ->
          p.hasAny(Role.HELPDESK, Role.SUPER_ADMIN)
              || (subject != null && subject.id().equals(p.id()))
              || Requests.manages(draft, subject)
              || Visibility.has(entitlement.owners(), p.id())
              || Visibility.has(entitlement.appOwners(), p.id());
    };
  }
}
