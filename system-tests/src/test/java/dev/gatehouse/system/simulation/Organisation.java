package dev.gatehouse.system.simulation;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small organisation: one app, people with an account each, entitlements of every kind. */
final class Organisation {
  static final AppId WIKI = new AppId("wiki");
  static final UserId BOB = new UserId("bob");
  static final UserId CY = new UserId("cy");
  static final UserId ROOT = new UserId("root");

  /** Somebody who has nothing to do with anything. */
  static final UserId EVE = new UserId("eve");

  /** Who asks for things. */
  static final List<UserId> STAFF = List.of(new UserId("ann"), new UserId("dan"), BOB);

  static final ConnectorId CONNECTOR = new ConnectorId("c1");

  /** Asks nobody. */
  static final EntitlementRef READERS = ref("readers");

  /** Asks for approval, which nobody may give to themselves, but hand on. */
  static final EntitlementRef EDITORS = ref("editors");

  /** Is provided in two steps. */
  static final EntitlementRef PAIRS = ref("pairs");

  /** Is provided by hand. */
  static final EntitlementRef BADGES = ref("badges");

  /** The account itself. */
  static final EntitlementRef ACCOUNT = ref("account");

  static final List<EntitlementRef> ENTITLEMENTS =
      List.of(READERS, EDITORS, PAIRS, BADGES, ACCOUNT);

  private static final PolicyId REVOKE = new PolicyId("revoke");

  private static final PolicyStep BY_CONNECTOR =
      new PolicyStep.Provision(new ProvisionPolicy.Connector(CONNECTOR));

  private static final PolicyStep BY_HAND =
      new PolicyStep.Provision(
          new ProvisionPolicy.Manual(new ProvisionPolicy.Assignee.AppOwners(), "By hand."));

  private static final PolicyStep ASKED =
      new PolicyStep.Approval(
          new Approvers.Users(List.of(BOB, CY), false, false),
          true,
          List.of(),
          false,
          false,
          false,
          false);

  private Organisation() {}

  private static EntitlementRef ref(String id) {
    return new EntitlementRef(WIKI, new EntitlementId(id));
  }

  static AppUserId accountOf(UserId person) {
    return new AppUserId("wiki-" + person.value());
  }

  static UserId ownerOf(AppUserId account) {
    return new UserId(account.value().substring("wiki-".length()));
  }

  static Actor actor(UserId person) {
    return new Actor.Person(person, person.equals(ROOT) ? Set.of(Role.SUPER_ADMIN) : Set.of());
  }

  static Person person(UserId id, boolean leaving) {
    return new Person(id, id.value(), true, leaving, List.of(CY), null);
  }

  static Account account(UserId person) {
    return new Account(WIKI, accountOf(person), person, person.value(), false);
  }

  static Optional<Entitlement> entitlement(EntitlementRef ref) {
    if (!ENTITLEMENTS.contains(ref)) {
      return Optional.empty();
    }
    return Optional.of(
        new Entitlement(
            ref,
            ref.id().value(),
            "Wiki",
            false,
            ref.equals(ACCOUNT),
            List.of(),
            List.of(person(CY, false)),
            new PolicyId("grant-" + ref.id()),
            REVOKE,
            REVOKE,
            null,
            false,
            null,
            new ProvisionPolicy.Connector(CONNECTOR),
            null,
            CONNECTOR,
            null,
            null));
  }

  static Optional<Policy> policy(PolicyId id) {
    List<PolicyStep> steps =
        switch (id.value()) {
          case "grant-readers", "grant-account", "revoke" -> List.of(BY_CONNECTOR);
          case "grant-editors" -> List.of(ASKED, BY_CONNECTOR);
          case "grant-pairs" -> List.of(BY_CONNECTOR, ASKED, BY_CONNECTOR);
          case "grant-badges" -> List.of(BY_HAND);
          default -> List.of();
        };
    PolicyType type = id.equals(REVOKE) ? PolicyType.REVOKE : PolicyType.GRANT;
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Policy(id, id.value(), type, false, Map.of(type.key(), steps), "{\"id\":\"x\"}"));
  }

  /** What a connector needs to know. */
  static LeaseAnswer.Target target(LeaseRequest request) {
    String name = request.entitlement().id().value();
    return new LeaseAnswer.Target(
        "simulated", Map.of(), name, request.appUserId().value(), Map.of(), name);
  }
}
