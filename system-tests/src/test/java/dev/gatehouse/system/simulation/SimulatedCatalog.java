package dev.gatehouse.system.simulation;

import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.grant.SimulatedEntitlements;
import dev.gatehouse.entitlement.grant.SimulatedEntitlements.Shown;
import dev.gatehouse.runtime.facts.CatalogFacts;
import dev.gatehouse.testkit.simulation.Faults;
import dev.gatehouse.testkit.simulation.Stage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers of entitlement-service about the {@link Organisation} and the simulated grants. */
final class SimulatedCatalog implements CatalogFacts {
  private final SimulatedEntitlements grants;
  private final Stage stage;
  private final Faults faults;

  SimulatedCatalog(SimulatedEntitlements grants, Stage stage, Faults faults) {
    this.grants = grants;
    this.stage = stage;
    this.faults = faults;
  }

  @Override
  public Map<Query<?>, Object> answer(List<Query.OfCatalog<?>> queries) {
    stage.pause("asks the catalogue");
    faults.mayLose("a question");
    Map<Query<?>, Object> answers = new HashMap<>();
    // Sets have no order of their own, but a play has to be the same each time.
    queries.stream()
        .sorted(Comparator.comparing(Object::toString))
        .forEach(query -> answers.put(query, answer(query)));
    faults.mayLose("a question that was answered");
    return answers;
  }

  private Object answer(Query.OfCatalog<?> query) {
    return switch (query) {
      case Query.FindEntitlement q -> Organisation.entitlement(q.ref());
      case Query.FindPerson q -> Optional.of(person(q.id()));
      case Query.FindAccount q -> Optional.of(Organisation.account(Organisation.ownerOf(q.id())));
      case Query.AccountsOf q -> List.of(Organisation.account(q.person()));
      case Query.FindPolicy q -> Organisation.policy(q.id());
      case Query.SuperAdmins q -> List.of(person(Organisation.ROOT));
      case Query.MembersOf q -> List.of();
      case Query.FindGrant q -> find(q);
      case Query.LiveGrantsOf q -> page(q);
      case Query.MarkLeaving q -> {
        grants.mark(q.person(), q.offboarding());
        yield true;
      }
      case Query.UnmarkLeaving q -> {
        grants.unmark(q.person(), q.offboarding());
        yield true;
      }
      case Query.RecordByHand q -> grants.record(q);
      case Query.EndReasons q -> grants.end(q);
      case Query.DescribeAccountsOf q -> List.of();
      case Query.ReportsOf q -> List.of();
      case Query.OfDirectory<?> q -> Optional.empty();
    };
  }

  private Person person(UserId id) {
    return Organisation.person(id, grants.leaving(id));
  }

  private Optional<LiveGrant> find(Query.FindGrant query) {
    AppUserId named = query.appUserId();
    UserId person = query.identity();
    AppUserId account = named == null && person != null ? Organisation.accountOf(person) : named;
    return account == null
        ? Optional.empty()
        : grants.find(query.entitlement(), account).filter(Shown::live).map(this::live);
  }

  private GrantPage page(Query.LiveGrantsOf query) {
    List<Shown> found =
        grants.all().stream()
            .filter(Shown::live)
            .filter(each -> each.account().equals(Organisation.accountOf(query.person())))
            .filter(each -> each.isAccount() == query.accounts())
            .filter(each -> each.id().compareTo(query.after()) > 0)
            .toList();
    List<LiveGrant> page = found.stream().limit(query.limit()).map(this::live).toList();
    return new GrantPage(
        page, found.size() > query.limit() ? found.get(query.limit() - 1).id() : "");
  }

  private LiveGrant live(Shown grant) {
    return new LiveGrant(
        grant.entitlement(),
        grant.account(),
        Organisation.ownerOf(grant.account()),
        grant.entitlement().id().value(),
        grant.isAccount(),
        null);
  }
}
