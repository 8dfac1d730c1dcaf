package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.entitlement.Holdings;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Tells the catalogue who holds what. */
@Component
class GrantHoldings implements Holdings {
  private final EntityStore store;
  private final LiveGrants grants;

  GrantHoldings(EntityStore store, LiveGrants grants) {
    this.store = store;
    this.grants = grants;
  }

  @Override
  public Mono<Map<String, List<ObjectNode>>> bindingsOf(
      UserId person, Collection<String> entitlements) {
    Set<String> wanted = new HashSet<>(entitlements);
    return of(person)
        .filter(held -> wanted.contains(held.entitlement().id().value()))
        .collect(
            Collectors.groupingBy(
                held -> held.entitlement().id().value(),
                Collectors.mapping(Bindings::binding, Collectors.toList())));
  }

  @Override
  public Mono<List<String>> heldBy(UserId person) {
    return ids(of(person));
  }

  @Override
  public Mono<List<String>> heldByAccounts(Collection<String> appUsers) {
    return ids(
        grants.given(appUsers.stream().filter(id -> !id.isBlank()).map(AppUserId::new).toList()));
  }

  private Flux<Held> of(UserId person) {
    return store
        .all(EntityKind.APP_USER, eq("identityUserId", person.value()))
        .map(each -> new AppUserId(each.id()))
        .collectList()
        .flatMapMany(grants::given);
  }

  private static Mono<List<String>> ids(Flux<Held> held) {
    return held.map(each -> each.entitlement().id().value()).distinct().collectList();
  }
}
