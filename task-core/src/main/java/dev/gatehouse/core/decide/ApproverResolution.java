package dev.gatehouse.core.decide;

import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Fallback;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who is asked in an approval step: the people of its kind, without the disabled, without earlier
 * approvers where that is demanded, delegates for those who have one, without subject and requester
 * where self-approval is off; if nobody is left the fallback, and last the super admins.
 *
 * @param unneeded whether nobody has to be asked: an expression found nobody, and there is no
 *     fallback, or an agent failed whose step is left out then
 * @param delegated who was found, and who stands in for them
 * @param failures the expressions that did not say whom to ask
 * @param trail why each of the approvers is asked; nothing is decided by it
 */
record ApproverResolution(
    List<UserId> approvers,
    boolean fellBackToAdmins,
    boolean unneeded,
    List<Delegation> delegated,
    List<Failure> failures,
    Map<UserId, List<Because>> trail) {
  /** More people than this are never asked at once. */
  static final int MAX_APPROVERS = 200;

  /** A group of more people than this counts as if nobody was in it. */
  private static final int LARGEST_GROUP = 128;

  private static final String NO_PEOPLE = "Expected people, but something else came of it.";

  /** Somebody is asked in the place of another. */
  record Delegation(UserId from, UserId to) {}

  /** An expression that failed, and why. */
  record Failure(String expression, String sentence) {}

  static ApproverResolution of(Draft draft, PolicyStep.Approval step) {
    Resolver resolver = new Resolver(draft, step);
    List<Found> named = resolver.named();
    if (resolver.unneeded(named)) {
      return resolver.with(List.of(), false, true);
    }
    List<UserId> found = resolver.fit(named);
    if (found.isEmpty() && draft.run().policy().systemBuiltin()) {
      found =
          resolver.fit(
              Found.all(
                  StepFlow.entitlement(draft).appOwners(),
                  new Because.Fallback(new Because.OwnerOfApp())));
    }
    if (found.isEmpty()) {
      found = resolver.fit(resolver.fallback());
    }
    return found.isEmpty()
        ? resolver.with(
            resolver.fit(
                Found.all(draft.facts().get(new Query.SuperAdmins()), new Because.LastResort())),
            true,
            false)
        : resolver.with(found, false, false);
  }

  /** Those of these people who may not be asked in this step, nor anybody in their place. */
  static List<UserId> unfit(Draft draft, PolicyStep.Approval step, List<UserId> people) {
    Resolver resolver = new Resolver(draft, step);
    resolver.foresee(people);
    return people.stream()
        .filter(id -> resolver.fit(resolver.people(List.of(id), new Because.Named())).isEmpty())
        .toList();
  }

  /** Says that nobody may approve the step, why, and what would help. */
  static String nobody(PolicyStep.Approval step, Policy policy) {
    StringBuilder sentence =
        new StringBuilder(
            "Expected somebody who may approve this step of the policy \"%s\", but nobody is left:"
                    .formatted(policy.displayName())
                + " not the people it names, not their fallback, not a super admin.");
    StringBuilder help =
        new StringBuilder(" Name another approver or owner, or make somebody else a super admin");
    if (!step.approvers().allowSelfApproval()) {
      sentence.append(
          " The requester and the subject may not approve here, as the step does not allow"
              + " self-approval.");
      help.append(", or use a policy that allows self-approval");
    }
    if (step.approvers().requireDistinctApprovers()) {
      sentence.append(" Whoever approved an earlier step may not approve this one.");
    }
    return sentence.append(help).append('.').toString();
  }

  private static final class Resolver {
    private final Draft draft;
    private final PolicyStep.Approval step;
    private final Map<UserId, UserId> delegates = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Map<UserId, List<Because>> trail = new LinkedHashMap<>();

    Resolver(Draft draft, PolicyStep.Approval step) {
      this.draft = draft;
      this.step = step;
    }

    ApproverResolution with(List<UserId> approvers, boolean admins, boolean unneeded) {
      List<Delegation> delegated = new ArrayList<>();
      delegates.forEach(
          (from, to) -> {
            if (approvers.contains(to)) {
              delegated.add(new Delegation(from, to));
            }
          });
      return new ApproverResolution(
          approvers, admins, unneeded, delegated, List.copyOf(failures), Map.copyOf(trail));
    }

    /** An expression that failed leaves open whether somebody would have to be asked. */
    boolean unneeded(List<Found> named) {
      return switch (step.approvers()) {
        case Approvers.Expression a ->
            named.isEmpty()
                && failures.isEmpty()
                && !a.fallback().enabled()
                && !a.fallback().groupsEnabled();
        case Approvers.Agent a -> a.failure() == Approvers.AgentFailure.SKIP_POLICY_STEP;
        case Approvers.Users a -> false;
        case Approvers.Manager a -> false;
        case Approvers.AppOwners a -> false;
        case Approvers.EntitlementOwners a -> false;
        case Approvers.Self a -> false;
        case Approvers.Group a -> false;
        case Approvers.ResourceOwners a -> false;
      };
    }

    List<Found> named() {
      Entitlement entitlement = StepFlow.entitlement(draft);
      return switch (step.approvers()) {
        case Approvers.Users a -> people(a.users(), new Because.Named());
        case Approvers.Manager a -> managers();
        case Approvers.AppOwners a -> Found.all(entitlement.appOwners(), new Because.OwnerOfApp());
        case Approvers.EntitlementOwners a ->
            Found.all(entitlement.owners(), new Because.OwnerOfEntitlement());
        case Approvers.Self a -> people(subject(), new Because.Concerned());
        case Approvers.Group a -> members(a.group());
        case Approvers.ResourceOwners a ->
            Found.all(entitlement.ownersOfResource(), new Because.OwnerOfResource());
        case Approvers.Expression a -> expressed(a);
        case Approvers.Agent a ->
            a.failure() == Approvers.AgentFailure.REASSIGN_TO_USERS
                ? people(a.users(), new Because.InsteadOfAgent())
                : List.of();
      };
    }

    private List<Found> members(EntitlementRef group) {
      List<Person> members = draft.facts().get(new Query.MembersOf(group));
      return members.size() > LARGEST_GROUP
          ? List.of()
          : Found.all(members, new Because.MemberOf(group));
    }

    private List<Found> expressed(Approvers.Expression approvers) {
      Scope scope = Scope.of(draft.task(), draft.now(), draft.facts());
      for (String text : approvers.expressions()) {
        switch (draft.expressions().evaluate(Purpose.APPROVERS, text, scope)) {
          case Value.People found -> {
            if (!found.ids().isEmpty()) {
              return people(found.ids(), new Because.FoundBy(text));
            }
          }
          case Value.Failure failure -> failures.add(new Failure(text, failure.sentence()));
          case Value.Truth other -> failures.add(new Failure(text, NO_PEOPLE));
          case Value.Text other -> failures.add(new Failure(text, NO_PEOPLE));
        }
      }
      return List.of();
    }

    List<Found> fallback() {
      Fallback fallback = step.approvers().fallback();
      List<Found> found = new ArrayList<>();
      if (fallback.enabled()) {
        found.addAll(people(fallback.users(), new Because.Fallback(new Because.Named())));
      }
      if (fallback.groupsEnabled()) {
        fallback
            .groups()
            .forEach(
                g ->
                    found.addAll(
                        Found.all(
                            draft.facts().get(new Query.MembersOf(g)),
                            new Because.Fallback(new Because.MemberOf(g)))));
      }
      return found;
    }

    List<UserId> fit(List<Found> candidates) {
      delegates.clear();
      trail.clear();
      Set<UserId> excluded = excluded();
      for (Found each : candidates) {
        Person person = each.person();
        if (trail.size() == MAX_APPROVERS) {
          break;
        }
        if (person.enabled() && !excluded.contains(person.id())) {
          UserId asked = orDelegate(person);
          if (!excluded.contains(asked)) {
            trail.computeIfAbsent(asked, id -> new ArrayList<>()).add(why(each, asked));
          }
        }
      }
      return List.copyOf(trail.keySet());
    }

    private static Because why(Found found, UserId asked) {
      return asked.equals(found.person().id())
          ? found.because()
          : new Because.StandsInFor(found.person(), found.because());
    }

    private Set<UserId> excluded() {
      Set<UserId> excluded = new HashSet<>();
      if (step.approvers().requireDistinctApprovers()) {
        excluded.addAll(draft.run().approvers());
      }
      if (!step.approvers().allowSelfApproval()) {
        excluded.addAll(subject());
        UserId creator = draft.task().createdBy();
        if (creator != null) {
          excluded.add(creator);
        }
      }
      return excluded;
    }

    /** Asks for these people in one round, and for those who stand in for them in another. */
    void foresee(List<UserId> ids) {
      List<UserId> delegates =
          People.of(draft, ids).stream().map(Person::delegate).filter(Objects::nonNull).toList();
      if (step.allowDelegation()) {
        People.of(draft, delegates);
      }
    }

    private UserId orDelegate(Person person) {
      UserId delegate = person.delegate();
      if (!step.allowDelegation() || delegate == null) {
        return person.id();
      }
      boolean fit = People.active(draft, delegate);
      if (fit && !delegate.equals(person.id())) {
        delegates.put(person.id(), delegate);
      }
      return fit ? delegate : person.id();
    }

    private List<Found> managers() {
      return People.of(draft, subject()).stream()
          .flatMap(p -> people(p.managers(), new Because.ManagerOf(p)).stream())
          .toList();
    }

    private List<UserId> subject() {
      Subject.Access access = StepFlow.access(draft.task());
      return access.identity() == null ? List.of() : List.of(access.identity());
    }

    private List<Found> people(Collection<UserId> ids, Because because) {
      return Found.all(People.of(draft, ids), because);
    }
  }
}
