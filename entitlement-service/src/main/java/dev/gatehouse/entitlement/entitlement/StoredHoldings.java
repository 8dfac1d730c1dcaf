package dev.gatehouse.entitlement.entitlement;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.model.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Reads from the stored grants who holds what. */
@Component
class StoredHoldings implements Holdings {
  private final MongoDatabase database;
  private final EntityStore store;

  StoredHoldings(MongoDatabase database, EntityStore store) {
    this.database = database;
    this.store = store;
  }

  @Override
  public Mono<Map<String, List<ObjectNode>>> bindingsOf(
      UserId person, Collection<String> entitlements) {
    return accounts(person)
        .flatMapMany(
            accounts -> grants(and(in("appUserId", accounts), in("entitlementId", entitlements))))
        .collect(
            HashMap::new,
            (bindings, grant) ->
                bindings
                    .computeIfAbsent(grant.getString("entitlementId"), _ -> new ArrayList<>())
                    .add(binding(grant)));
  }

  @Override
  public Mono<List<String>> heldBy(UserId person) {
    return accounts(person).flatMap(this::heldByAccounts);
  }

  @Override
  public Mono<List<String>> heldByAccounts(Collection<String> appUsers) {
    return grants(in("appUserId", appUsers))
        .map(grant -> grant.getString("entitlementId"))
        .distinct()
        .collectList();
  }

  private Mono<List<String>> accounts(UserId person) {
    return store
        .all(EntityKind.APP_USER, eq("identityUserId", person.value()))
        .map(Entity::id)
        .collectList();
  }

  private Flux<Document> grants(Bson which) {
    return Flux.from(database.getCollection("grants").find(and(which, eq("live", true))));
  }

  private static ObjectNode binding(Document grant) {
    ObjectNode binding = Json.object();
    binding.put("appId", grant.getString("appId"));
    binding.put("appEntitlementId", grant.getString("entitlementId"));
    binding.put("appUserId", grant.getString("appUserId"));
    time(binding, "createdAt", grant.getDate("createdAt"));
    time(binding, "deprovisionAt", grant.getDate("deprovisionAt"));
    return binding;
  }

  private static void time(ObjectNode binding, String field, @Nullable Date at) {
    if (at != null) {
      binding.put(field, at.toInstant().toString());
    }
  }
}
