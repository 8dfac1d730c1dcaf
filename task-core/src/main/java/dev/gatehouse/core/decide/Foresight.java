package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Fallback;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.ProvisionPolicy.Assignee;
import dev.gatehouse.core.task.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Asks at once for everything that the steps to come may need. The steps themselves would ask one
 * by one, and each round of questions costs a call; a decision has only a few rounds.
 */
final class Foresight {
  private final Draft draft;
  private final Set<UserId> people = new LinkedHashSet<>();
  private final Set<Query<?>> others = new LinkedHashSet<>();
  private boolean managers;
  private boolean delegates;

  private Foresight(Draft draft) {
    this.draft = draft;
  }

  static void ask(Draft draft) {
    new Foresight(draft).ask();
  }

  /**
   * Three rounds at most: who is named, then their managers, then who stands in for any of them.
   */
  private void ask() {
    Subject.Access access = StepFlow.access(draft.task());
    Query.FindEntitlement entitlementQuery = new Query.FindEntitlement(access.entitlement());
    others.add(entitlementQuery);
    others.add(new Query.SuperAdmins());
    if (access.identity() != null) {
      people.add(access.identity());
    }
    draft.run().next().forEach(this::collect);
    needAll();
    Entitlement entitlement = StepFlow.entitlement(draft);
    provisioner(entitlement.provisioner());
    if (entitlement.deprovisioner() != null) {
      provisioner(entitlement.deprovisioner());
    }
    if (managers && access.identity() != null) {
      find(access.identity()).ifPresent(subject -> people.addAll(subject.managers()));
    }
    needAll();
    if (delegates) {
      known(entitlement).stream()
          .map(Person::delegate)
          .filter(Objects::nonNull)
          .forEach(people::add);
      needAll();
    }
  }

  private void collect(PolicyStep step) {
    switch (step) {
      case PolicyStep.Approval s -> approvers(s);
      case PolicyStep.Provision s -> provisioner(s.policy());
      case PolicyStep.Accept s -> {}
      case PolicyStep.Reject s -> {}
      case PolicyStep.Wait s -> {}
      case PolicyStep.Form s -> {}
    }
  }

  private void approvers(PolicyStep.Approval step) {
    delegates |= step.allowDelegation();
    switch (step.approvers()) {
      case Approvers.Users a -> people.addAll(a.users());
      case Approvers.Manager a -> managers = true;
      case Approvers.AppOwners a -> {}
      case Approvers.EntitlementOwners a -> {}
      case Approvers.Self a -> {}
      case Approvers.Group a -> others.add(new Query.MembersOf(a.group()));
      case Approvers.ResourceOwners a -> {}
      case Approvers.Expression a -> {}
      case Approvers.Agent a -> people.addAll(a.users());
    }
    Fallback fallback = step.approvers().fallback();
    if (fallback.enabled()) {
      people.addAll(fallback.users());
    }
    if (fallback.groupsEnabled()) {
      fallback.groups().forEach(group -> others.add(new Query.MembersOf(group)));
    }
  }

  private void provisioner(ProvisionPolicy policy) {
    switch (policy) {
      case ProvisionPolicy.Manual p -> assignee(p.assignee());
      case ProvisionPolicy.Connector p -> {}
      case ProvisionPolicy.Unconfigured p -> {}
      case ProvisionPolicy.Unsupported p -> {}
    }
  }

  private void assignee(Assignee assignee) {
    switch (assignee) {
      case Assignee.Users a -> people.addAll(a.users());
      case Assignee.AppOwners a -> {}
      case Assignee.EntitlementOwners a -> people.addAll(a.fallback());
      case Assignee.Manager a -> {
        managers = true;
        people.addAll(a.fallback());
      }
    }
  }

  private void needAll() {
    List<Query<?>> all = new ArrayList<>(others);
    people.forEach(id -> all.add(new Query.FindPerson(id)));
    draft.facts().need(all.toArray(Query[]::new));
  }

  private Optional<Person> find(UserId id) {
    return draft.facts().get(new Query.FindPerson(id));
  }

  /** Everybody who may be asked, as far as they are known by now. */
  private List<Person> known(Entitlement entitlement) {
    List<Person> known = new ArrayList<>(entitlement.owners());
    known.addAll(entitlement.appOwners());
    known.addAll(draft.facts().get(new Query.SuperAdmins()));
    people.forEach(id -> find(id).ifPresent(known::add));
    for (Query<?> query : others) {
      if (query instanceof Query.MembersOf members) {
        known.addAll(draft.facts().get(members));
      }
    }
    return known;
  }
}
