package dev.gatehouse.entitlement.facts;

import dev.gatehouse.core.facts.Description;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.RememberedCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Describes things to expressions: a query for each kind of thing, however many there are. */
@Component
class Descriptions {
  private final RememberedCatalog catalog;

  Descriptions(RememberedCatalog catalog) {
    this.catalog = catalog;
  }

  /** Everything that is to be described. */
  record Known(
      Map<String, Entity> users,
      Map<String, Entity> accounts,
      Map<String, Entity> entitlements,
      Map<String, Entity> resourceTypes) {

    Optional<Description> person(Query.DescribePerson query) {
      return Optional.ofNullable(users.get(query.id().value())).map(Known::describe);
    }

    Optional<Description> account(Query.DescribeAccount query) {
      return Optional.ofNullable(accounts.get(query.id().value()))
          .filter(each -> each.text("appId").equals(query.appId().value()))
          .map(Known::describe);
    }

    List<Description> accounts(Query.DescribeAccountsOf query) {
      return accounts.values().stream()
          .filter(each -> each.text("identityUserId").equals(query.person().value()))
          .filter(each -> each.text("appId").equals(query.appId().value()))
          .filter(each -> !FactAnswers.isGone(each))
          .sorted((a, b) -> a.id().compareTo(b.id()))
          .map(Known::describe)
          .toList();
    }

    Optional<Description> entitlement(Query.DescribeEntitlement query) {
      return Optional.ofNullable(entitlements.get(query.ref().id().value()))
          .filter(each -> each.text("appId").equals(query.ref().appId().value()))
          .map(this::withType);
    }

    private Description withType(Entity entitlement) {
      Map<String, Object> fields = new HashMap<>(describe(entitlement).fields());
      Entity type = resourceTypes.get(entitlement.text("appResourceTypeId"));
      if (type != null) {
        fields.put("appResourceType", type.text("displayName"));
      }
      return new Description(fields);
    }

    private static Description describe(Entity entity) {
      return new Description(fields(entity.toApi()));
    }

    private static Map<String, Object> fields(JsonNode object) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> each : object.properties()) {
        plain(each.getValue()).ifPresent(value -> fields.put(each.getKey(), value));
      }
      return fields;
    }

    /** Texts, numbers, truth values, lists and maps of them; what is null is left out. */
    private static Optional<Object> plain(JsonNode node) {
      if (node.isObject()) {
        return Optional.of(fields(node));
      }
      if (node.isArray()) {
        List<Object> list = new ArrayList<>();
        node.forEach(each -> plain(each).ifPresent(list::add));
        return Optional.of(list);
      }
      if (node.isBoolean()) {
        return Optional.of(node.booleanValue());
      }
      if (node.isNumber()) {
        return Optional.of(
            node.canConvertToLong() && node.isIntegralNumber()
                ? node.longValue()
                : node.doubleValue());
      }
      return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
  }

  Mono<Known> load(Collection<Query.OfDirectory<?>> queries) {
    Set<String> users = new HashSet<>();
    Set<String> accounts = new HashSet<>();
    Set<String> owners = new HashSet<>();
    Set<String> entitlements = new HashSet<>();
    for (Query.OfDirectory<?> query : queries) {
      switch (query) {
        case Query.DescribePerson q -> users.add(q.id().value());
        case Query.DescribeAccount q -> accounts.add(q.id().value());
        case Query.DescribeAccountsOf q -> owners.add(q.person().value());
        case Query.DescribeEntitlement q -> entitlements.add(q.ref().id().value());
        case Query.PersonByEmail q -> {
          // Only found, not described; so are the others.
        }
        case Query.PersonByName q -> {}
        case Query.GroupByName q -> {}
        case Query.ReportsOf q -> {}
      }
    }
    return catalog.within(
        Mono.zip(
                find(EntityKind.USER, users),
                Mono.zip(find(EntityKind.APP_USER, accounts), catalog.accountsOf(owners))
                    .map(found -> together(found.getT1(), found.getT2())),
                find(EntityKind.ENTITLEMENT, entitlements))
            .flatMap(
                found ->
                    find(EntityKind.RESOURCE_TYPE, types(found.getT3().values()))
                        .map(
                            types ->
                                new Known(found.getT1(), found.getT2(), found.getT3(), types))));
  }

  private Mono<Map<String, Entity>> find(EntityKind kind, Set<String> ids) {
    return ids.isEmpty() ? Mono.just(Map.of()) : catalog.findAll(kind, ids);
  }

  private static Map<String, Entity> together(Map<String, Entity> some, List<Entity> more) {
    Map<String, Entity> all = new HashMap<>(some);
    more.forEach(each -> all.put(each.id(), each));
    return all;
  }

  private static Set<String> types(Collection<Entity> entitlements) {
    Set<String> types = new HashSet<>();
    entitlements.forEach(each -> types.add(each.text("appResourceTypeId")));
    types.remove("");
    return types;
  }
}
