package dev.gatehouse.entitlement.facts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers what expressions ask about people, accounts and entitlements. */
@Component
class Directory {
  private static final int MOST_REPORTS = 500;
  private static final Bson LIVE = eq("deletedAt", null);

  private final EntityStore store;
  private final Descriptions descriptions;

  Directory(EntityStore store, Descriptions descriptions) {
    this.store = store;
    this.descriptions = descriptions;
  }

  /** The answers to those of the questions that are asked of the directory. */
  Mono<Map<Query<?>, Object>> answer(Collection<Query.OfCatalog<?>> queries) {
    Set<Query.OfDirectory<?>> asked = new HashSet<>();
    for (Query.OfCatalog<?> query : queries) {
      if (query instanceof Query.OfDirectory<?> q) {
        asked.add(q);
      }
    }
    if (asked.isEmpty()) {
      return Mono.just(Map.of());
    }
    return descriptions
        .load(asked)
        .flatMapMany(
            known ->
                Flux.fromIterable(asked)
                    .flatMap(
                        query ->
                            answer(query, known)
                                .map(found -> Map.<Query<?>, Object>entry(query, found))))
        .collect(HashMap::new, (all, each) -> all.put(each.getKey(), each.getValue()));
  }

  private Mono<?> answer(Query.OfDirectory<?> query, Descriptions.Known known) {
    return switch (query) {
      case Query.DescribePerson q -> Mono.just(known.person(q));
      case Query.DescribeAccount q -> Mono.just(known.account(q));
      case Query.DescribeAccountsOf q -> Mono.just(known.accounts(q));
      case Query.DescribeEntitlement q -> Mono.just(known.entitlement(q));
      case Query.PersonByEmail q ->
          store
              .all(EntityKind.USER, eq(Hidden.EMAIL_KEY, q.email().toLowerCase(Locale.ROOT)))
              .map(user -> new UserId(user.id()))
              .collectList()
              .map(Directory::only);
      case Query.PersonByName q ->
          store
              .named(EntityKind.USER, q.name())
              .map(user -> new UserId(user.id()))
              .collectList()
              .map(Directory::only);
      case Query.GroupByName q ->
          store
              .named(EntityKind.ENTITLEMENT, q.name())
              .map(Directory::ref)
              .collectList()
              .map(Directory::only);
      case Query.ReportsOf q ->
          store
              .all(EntityKind.USER, and(eq("managerIds", q.manager().value()), LIVE))
              .map(user -> new UserId(user.id()))
              .take(MOST_REPORTS)
              .collectSortedList((a, b) -> a.value().compareTo(b.value()));
    };
  }

  private static EntitlementRef ref(Entity entitlement) {
    return new EntitlementRef(
        new AppId(entitlement.text("appId")), new EntitlementId(entitlement.id()));
  }

  private static <T> Optional<T> only(List<T> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
