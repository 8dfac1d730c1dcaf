package dev.gatehouse.bench.decide;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small catalogue that answers at once: one entitlement, one approver, one connector. */
final class World {
  static final AppId APP = new AppId("2VxWuyHXSlV4Y8mXzJgDvIV0app");
  static final EntitlementId ENTITLEMENT = new EntitlementId("2VxWuyHXSlV4Y8mXzJgDvIV0ent");
  static final Actor.Person REQUESTER = person("2VxWuyHXSlV4Y8mXzJgDvIV0ann");
  static final Actor.Person APPROVER = person("2VxWuyHXSlV4Y8mXzJgDvIV0bob");

  private static final EntitlementRef REF = new EntitlementRef(APP, ENTITLEMENT);
  private static final PolicyId POLICY = new PolicyId("2VxWuyHXSlV4Y8mXzJgDvIV0pol");
  private static final Account ACCOUNT =
      new Account(APP, new AppUserId("2VxWuyHXSlV4Y8mXzJgDvIV0acc"), REQUESTER.id(), "ann", false);
  private static final Person ANN =
      new Person(REQUESTER.id(), "Ann", true, false, List.of(APPROVER.id()), null);
  private static final Person BOB = new Person(APPROVER.id(), "Bob", true, false, List.of(), null);
  private static final Entitlement OFFER =
      new Entitlement(
          REF,
          "Editors",
          "Wiki",
          false,
          false,
          List.of(),
          List.of(BOB),
          POLICY,
          POLICY,
          POLICY,
          null,
          false,
          null,
          new ProvisionPolicy.Connector(new ConnectorId("2VxWuyHXSlV4Y8mXzJgDvIV0con")),
          null,
          null,
          null,
          null);
  private static final Policy ONE_APPROVAL =
      new Policy(
          POLICY,
          "Bob decides",
          PolicyType.GRANT,
          false,
          Map.of(
              PolicyType.GRANT.key(),
              List.of(
                  new PolicyStep.Approval(
                      new Approvers.Users(List.of(APPROVER.id()), false, false),
                      false,
                      List.of(),
                      false,
                      false,
                      false,
                      false))),
          "{}");

  private World() {}

  private static Actor.Person person(String id) {
    return new Actor.Person(new UserId(id), Set.of());
  }

  static Map<Query<?>, Object> answers(Set<Query<?>> queries) {
    Map<Query<?>, Object> answers = new HashMap<>();
    queries.forEach(query -> answers.put(query, answer(query)));
    return answers;
  }

  private static Object answer(Query<?> query) {
    return switch (query) {
      case Query.FindEntitlement q -> Optional.of(OFFER);
      case Query.FindPerson q -> Optional.of(q.id().equals(ANN.id()) ? ANN : BOB);
      case Query.FindAccount q -> Optional.of(ACCOUNT);
      case Query.AccountsOf q -> List.of(ACCOUNT);
      case Query.FindPolicy q -> Optional.of(ONE_APPROVAL);
      case Query.SuperAdmins q -> List.of(BOB);
      case Query.MembersOf q -> List.of();
      case Query.FindGrant q -> Optional.empty();
      case Query.LiveGrantsOf q -> new GrantPage(List.of(), "");
      case Query.MarkLeaving q -> true;
      case Query.UnmarkLeaving q -> true;
      case Query.RecordByHand q -> new HandRecord(ACCOUNT.id(), "");
      case Query.EndReasons q -> false;
      case Query.DescribeAccountsOf q -> List.of();
      case Query.ReportsOf q -> List.of();
      case Query.OfDirectory<?> q -> Optional.empty();
      case Query.NumericIdFor q -> 4711L;
      case Query.OpenTaskFor q -> Optional.empty();
      case Query.OpenGrantTasksOf q -> List.of();
      case Query.OpenChildrenOf q -> List.of();
      case Query.ClosedAmong q -> Map.of();
    };
  }
}
