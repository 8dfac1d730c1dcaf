package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Fallback;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked in an approval step: the people of its kind, without the disabled, without earlier
 * approvers where that is demanded, delegates for those who have one, without subject and requester
 * where self-approval is off; if nobody is left the fallback, and last the super admins.
 */
record ApproverResolution(List<UserId> approvers, boolean fellBackToAdmins) {
  /** More people than this are never asked at once. */
  static final int MAX_APPROVERS = 200;

  static ApproverResolution of(Draft draft, PolicyStep.Approval step) {
    Resolver resolver = new Resolver(draft, step);
    List<UserId> found = resolver.fit(resolver.named());
    if (found.isEmpty() && draft.run().policy().systemBuiltin()) {
      found = resolver.fit(StepFlow.entitlement(draft).appOwners());
    }
    if (found.isEmpty()) {
      found = resolver.fit(resolver.fallback());
    }
    if (!found.isEmpty()) {
      return new ApproverResolution(found, false);
    }
    return new ApproverResolution(resolver.fit(draft.facts().get(new Query.SuperAdmins())), true);
  }

  /** Those of these people who may not be asked in this step, nor anybody in their place. */
  static List<UserId> unfit(Draft draft, PolicyStep.Approval step, List<UserId> people) {
    Resolver resolver = new Resolver(draft, step);
    resolver.foresee(people);
    return people.stream()
        .filter(id -> resolver.fit(resolver.people(List.of(id))).isEmpty())
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

  private record Resolver(Draft draft, PolicyStep.Approval step) {

    List<Person> named() {
      Entitlement entitlement = StepFlow.entitlement(draft);
      return switch (step.approvers()) {
        case Approvers.Users a -> people(a.users());
        case Approvers.Manager a -> managers();
        case Approvers.AppOwners a -> entitlement.appOwners();
        case Approvers.EntitlementOwners a -> entitlement.owners();
        case Approvers.Self a -> people(subject());
      };
    }

    List<Person> fallback() {
      Fallback fallback = step.approvers().fallback();
      List<Person> found = new ArrayList<>();
      if (fallback.enabled()) {
        found.addAll(people(fallback.users()));
      }
      if (fallback.groupsEnabled()) {
        fallback.groups().forEach(g -> found.addAll(draft.facts().get(new Query.MembersOf(g))));
      }
      return found;
    }

    List<UserId> fit(List<Person> candidates) {
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
      return candidates.stream()
          .filter(Person::enabled)
          .filter(p -> !excluded.contains(p.id()))
          .map(this::orDelegate)
          .filter(Objects::nonNull)
          .filter(id -> !excluded.contains(id))
          .distinct()
          .limit(MAX_APPROVERS)
          .toList();
    }

    /** Asks for these people in one round, and for those who stand in for them in another. */
    void foresee(List<UserId> ids) {
      List<UserId> delegates =
          people(ids).stream().map(Person::delegate).filter(Objects::nonNull).toList();
      if (step.allowDelegation()) {
        people(delegates);
      }
    }

    private @Nullable UserId orDelegate(Person person) {
      UserId delegate = person.delegate();
      if (!step.allowDelegation() || delegate == null) {
        return person.id();
      }
      boolean fit =
          draft.facts().get(new Query.FindPerson(delegate)).map(Person::enabled).orElse(false);
      return fit ? delegate : person.id();
    }

    private List<Person> managers() {
      return people(subject()).stream().flatMap(p -> people(p.managers()).stream()).toList();
    }

    private List<UserId> subject() {
      Subject.Access access = StepFlow.access(draft.task());
      return access.identity() == null ? List.of() : List.of(access.identity());
    }

    private List<Person> people(Collection<UserId> ids) {
      Query<?>[] all = ids.stream().map(Query.FindPerson::new).toArray(Query[]::new);
      draft.facts().need(all);
      return ids.stream()
          .flatMap(id -> draft.facts().get(new Query.FindPerson(id)).stream())
          .toList();
    }
  }
}
