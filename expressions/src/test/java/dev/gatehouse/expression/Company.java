package dev.gatehouse.expression;

import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Description;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.ProvisionPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A small company. Ann of Sales and Bob are led by Mia, who is led by Max. The app wiki is Otto's;
 * its entitlement editors is Olga's, and Bob and Cy hold it. Ann has the account wiki-ann there,
 * with which she holds readers.
 */
final class Company {
  static final AppId WIKI = new AppId("wiki");
  static final EntitlementRef EDITORS = new EntitlementRef(WIKI, new EntitlementId("editors"));
  private static final EntitlementRef READERS =
      new EntitlementRef(WIKI, new EntitlementId("readers"));

  private final Map<String, Description> people = new TreeMap<>();

  Company() {
    person("ann", "Ann", "mia", "Sales", "jobTitle", "Seller", "employmentType", "full-time");
    person("bob", "Bob", "mia", "Research");
    person("cy", "Cy", "", "Research");
    person("mia", "Mia", "max", "Sales");
    for (String id : List.of("max", "olga", "otto")) {
      person(id, id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1), "", "");
    }
  }

  private void person(String id, String name, String manager, String department, String... more) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", id);
    fields.put("displayName", name);
    fields.put("email", id + "@example.com");
    fields.put("emails", List.of(id + "@example.com", id + "@example.org"));
    fields.put("username", id);
    fields.put("usernames", List.of(id));
    fields.put("department", department);
    fields.put("status", "ENABLED");
    fields.put("directoryStatus", "ENABLED");
    fields.put("type", "USER_TYPE_HUMAN");
    fields.put("managerIds", manager.isEmpty() ? List.of() : List.of(manager));
    fields.put("profile", Map.of("team", "blue", "level", 3L, "sites", List.of("Berlin")));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    people.put(id, new Description(fields));
  }

  /** Many more people, who all hold the entitlement crowd. */
  Company crowd(int size) {
    for (int i = 0; i < size; i++) {
      person("crowd%03d".formatted(i), "One of many", "", "Crowd");
    }
    return this;
  }

  Map<Query<?>, Object> answers(Set<Query<?>> queries) {
    Map<Query<?>, Object> answers = new HashMap<>();
    queries.forEach(query -> answers.put(query, answer(query)));
    return answers;
  }

  private Object answer(Query<?> query) {
    return switch (query) {
      case Query.DescribePerson q -> Optional.ofNullable(people.get(q.id().value()));
      case Query.DescribeAccount q -> Optional.of(account());
      case Query.DescribeAccountsOf q ->
          q.appId().equals(WIKI) && q.person().value().equals("ann")
              ? List.of(account())
              : List.of();
      case Query.DescribeEntitlement q -> Optional.of(entitlement());
      case Query.PersonByEmail q -> only("email", q.email());
      case Query.PersonByName q -> only("displayName", q.name());
      case Query.GroupByName q ->
          q.name().equals("Editors") ? Optional.of(EDITORS) : Optional.empty();
      case Query.ReportsOf q ->
          people.values().stream()
              .filter(each -> each.texts("managerIds").contains(q.manager().value()))
              .map(each -> new UserId(each.text("id")))
              .toList();
      case Query.AccountsOf q ->
          q.appId().equals(WIKI) && q.person().value().equals("ann")
              ? List.of(new Account(WIKI, new AppUserId("wiki-ann"), q.person(), "wiki-ann", false))
              : List.of();
      case Query.FindEntitlement q ->
          q.ref().equals(EDITORS) ? Optional.of(editors()) : Optional.empty();
      case Query.FindGrant q ->
          q.entitlement().equals(READERS) && new UserId("ann").equals(q.identity())
              ? Optional.of(
                  new LiveGrant(
                      READERS, new AppUserId("wiki-ann"), q.identity(), "Readers", false, null))
              : Optional.empty();
      case Query.MembersOf q -> members(q.entitlement().id().value());
      default -> throw new AssertionError("no expression asks " + query);
    };
  }

  private Optional<UserId> only(String field, String value) {
    List<UserId> found =
        people.values().stream()
            .filter(each -> each.text(field).equalsIgnoreCase(value))
            .map(each -> new UserId(each.text("id")))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private List<Person> members(String entitlement) {
    return switch (entitlement) {
      case "editors" -> List.of(person("bob"), person("cy"));
      case "crowd" ->
          people.keySet().stream()
              .filter(id -> id.startsWith("crowd"))
              .map(Company::person)
              .toList();
      default -> List.of();
    };
  }

  private static Description account() {
    return new Description(
        Map.of(
            "id", "wiki-ann",
            "appId", "wiki",
            "displayName", "Ann of the wiki",
            "email", "ann@wiki.example.com",
            "username", "annw",
            "identityUserId", "ann",
            "appUserType", "APP_USER_TYPE_USER",
            "status", Map.of("status", "STATUS_ENABLED"),
            "isExternal", true,
            "profile", Map.of("plan", "pro")));
  }

  private static Description entitlement() {
    return new Description(
        Map.of(
            "id", "editors",
            "appId", "wiki",
            "displayName", "Editors",
            "alias", "wiki-editors",
            "riskLevelValueId", "high",
            "appResourceTypeId", "type-1",
            "appResourceType", "Role",
            "appResourceId", "resource-1"));
  }

  private static Entitlement editors() {
    PolicyId policy = new PolicyId("p");
    return new Entitlement(
        EDITORS,
        "Editors",
        "Wiki",
        false,
        false,
        List.of(person("olga")),
        List.of(person("otto")),
        policy,
        policy,
        policy,
        null,
        false,
        null,
        new ProvisionPolicy.Unconfigured(),
        null,
        null,
        null,
        null);
  }

  private static Person person(String id) {
    return new Person(new UserId(id), id, true, false, List.of(), null);
  }
}
