package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command.CreateRevoke;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to take access back.
 *
 * <p>One that an offboarding makes is never refused: the offboarding waits for its children, and a
 * child that did not come to be would never tell it anything. Where there is nothing to do, or
 * somebody else is at it, the child is made and closed at once.
 */
final class RevokeCreation {
  private RevokeCreation() {}

  static Decision decide(CreateRevoke command, Draft draft) {
    if (command.parent() != null && !TaskDecider.fromService(draft)) {
      return Rejected.of(
          Reason.NOT_ALLOWED, "Expected a service to name a parent task, but a person did.");
    }
    if (command.source().ending() != null && !TaskDecider.fromService(draft)) {
      return Rejected.of(
          Reason.NOT_ALLOWED,
          "Expected a service to end what expired or came to nothing, but a person did.");
    }
    AppUserId account = command.appUserId();
    UserId holder =
        account == null && command.identity() == null ? draft.person() : command.identity();
    if (account == null && holder == null) {
      return AccountChoice.nobodyNamed();
    }
    EntitlementRef ref = new EntitlementRef(command.appId(), command.entitlementId());
    Query.FindGrant grantQuery = new Query.FindGrant(ref, account, holder);
    ask(draft, grantQuery);
    Optional<Entitlement> entitlement = draft.facts().get(new Query.FindEntitlement(ref));
    if (entitlement.isEmpty()) {
      return Requests.noSuchEntitlement(ref);
    }
    if (account != null) {
      UserId owner =
          draft
              .facts()
              .get(new Query.FindAccount(ref.appId(), account))
              .map(Account::identity)
              .orElse(null);
      if (owner != null && holder != null && !owner.equals(holder)) {
        return AccountChoice.ofAnotherPerson(account, holder);
      }
      holder = owner != null ? owner : holder;
    }
    Optional<LiveGrant> grant = draft.facts().get(grantQuery);
    UserId identity = grant.isPresent() ? grant.get().identity() : holder;
    Person person =
        identity == null ? null : draft.facts().get(new Query.FindPerson(identity)).orElse(null);
    if (!mayRevoke(draft, person, entitlement.get())) {
      return Rejected.of(
          Reason.NOT_ALLOWED,
          "User does not have permission to request access on behalf of another user");
    }
    Subject.Revoke subject =
        new Subject.Revoke(
            ref,
            grant.isPresent() ? grant.get().appUserId() : account,
            identity,
            command.source(),
            command.parent());
    return new Revocation(command, draft, entitlement.get(), person, subject)
        .decide(grant.isPresent());
  }

  /** Everything that is needed in any case is asked for at once, to save rounds. */
  private static void ask(Draft draft, Query.FindGrant grant) {
    List<Query<?>> queries = new ArrayList<>();
    queries.add(new Query.FindEntitlement(grant.entitlement()));
    queries.add(new Query.NumericIdFor(draft.taskId()));
    queries.add(grant);
    if (grant.appUserId() != null) {
      queries.add(new Query.FindAccount(grant.entitlement().appId(), grant.appUserId()));
    }
    if (grant.identity() != null) {
      queries.add(new Query.FindPerson(grant.identity()));
    }
    draft.facts().need(queries.toArray(Query[]::new));
  }

  private record Revocation(
      CreateRevoke command,
      Draft draft,
      Entitlement entitlement,
      @Nullable Person person,
      Subject.Revoke subject) {

    Decision decide(boolean granted) {
      Query.OpenTaskFor openQuery = new Query.OpenTaskFor(subject.openKey());
      draft.facts().need(openQuery, new Query.FindPolicy(entitlement.revokePolicyId()));
      Policy policy = Requests.policy(draft, entitlement.revokePolicyId());
      Optional<TaskId> open = draft.facts().get(openQuery);
      if (!granted) {
        return refuse(policy, noGrant(), Outcome.SUCCESS);
      }
      if (stays()) {
        return refuse(policy, justified(), Outcome.SUCCESS);
      }
      if (open.isPresent()) {
        return refuse(policy, Requests.alreadyOpen("revocation", open.get()), Outcome.CANCELLED);
      }
      if (policy == null) {
        return refuse(null, Requests.noPolicy(entitlement.revokePolicyId()), Outcome.ERROR);
      }
      Task task = TaskEvolver.apply(null, created(policy, List.of()));
      PolicyResolution found = PolicyResolution.of(draft, task, policy);
      if (found.refusal() != null) {
        return refuse(policy, found.refusal(), Outcome.ERROR);
      }
      draft.add(created(found.policy(), steps(found.policy())));
      found.tried().forEach(draft::add);
      return StepFlow.start(draft);
    }

    private Decision refuse(@Nullable Policy policy, Rejected refusal, Outcome outcome) {
      if (command.parent() == null) {
        return refusal;
      }
      draft.add(created(policy, List.of()));
      draft.note(refusal.sentence());
      return draft.close(outcome).accepted();
    }

    /** Whether something else justifies the access; nobody is asked to take it back then. */
    private boolean stays() {
      Ending ending = command.source().ending();
      AppUserId account = subject.appUserId();
      return ending != null
          && account != null
          && draft.facts().get(new Query.EndReasons(subject.entitlement(), account, ending));
    }

    private Rejected justified() {
      return Rejected.of(
          Reason.CONFLICT,
          "Expected access that nothing justifies any more, but something else still justifies %s of the app %s."
              .formatted(entitlement.ref().id(), entitlement.ref().appId()));
    }

    private Rejected noGrant() {
      return Rejected.of(
          Reason.NOT_FOUND,
          "Expected access that can be taken back, but nobody named here holds the entitlement %s of the app %s."
              .formatted(entitlement.ref().id(), entitlement.ref().appId()));
    }

    private Change.TaskCreated created(@Nullable Policy policy, List<PolicyStep> steps) {
      TaskId id = draft.taskId();
      String holder = person != null ? person.displayName() : "" + subject.appUserId();
      return new Change.TaskCreated(
          id,
          draft.facts().get(new Query.NumericIdFor(id)),
          subject,
          "Revoke %s of %s from %s"
              .formatted(entitlement.displayName(), entitlement.appDisplayName(), holder),
          command.description(),
          draft.person(),
          command.origin(),
          false,
          "",
          policy == null
              ? null
              : new PolicyRun(policy, DerivedId.of("generation", id.value(), "1"), steps),
          Requests.participants(draft.person(), person, entitlement),
          command.parent() == null ? List.of() : List.of(command.parent()),
          draft.now());
    }

    /** What the engine takes back by itself (expired, offboarding) asks nobody. */
    private List<PolicyStep> steps(Policy policy) {
      return TaskDecider.fromService(draft) ? PolicyChoice.unasked(policy) : policy.baseline();
    }
  }

  private static boolean mayRevoke(Draft draft, @Nullable Person subject, Entitlement entitlement) {
    return switch (draft.actor()) {
      case Actor.Service s -> true;
      case Actor.Person p ->
          p.may(Permission.REVOKE_FROM_OTHERS)
              || (subject != null && subject.id().equals(p.id()))
              || Requests.manages(draft, subject)
              || Visibility.has(entitlement.owners(), p.id())
              || Visibility.has(entitlement.appOwners(), p.id());
    };
  }
}
