package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Turns the API's search of grants into conditions: lists are OR inside and AND between. */
@Component
class GrantSearch {
  private static final int MOST = 1_000;

  private final EntityStore store;

  GrantSearch(EntityStore store) {
    this.store = store;
  }

  Mono<List<Bson>> conditions(ObjectNode message) {
    Search search = Search.by(message);
    List<Bson> all = new ArrayList<>();
    among(all, GrantDocuments.APP, Json.texts(search.given("appIds")));
    among(all, GrantDocuments.APP_USER, Json.texts(search.given("appUserIds")));
    among(
        all,
        GrantDocuments.ENTITLEMENT,
        search
            .given("entitlementRefs")
            .valueStream()
            .map(ref -> ref.path("id").asString(""))
            .toList());
    return ofPerson(search.given("userId").asString(""), all)
        .then(byEntitlement(message, search, all))
        .thenReturn(all);
  }

  private static void among(List<Bson> all, String field, List<String> values) {
    if (!values.isEmpty()) {
      all.add(in(field, values));
    }
  }

  private Mono<Void> ofPerson(String person, List<Bson> all) {
    if (person.isEmpty()) {
      return Mono.empty();
    }
    return store
        .all(EntityKind.APP_USER, eq("identityUserId", person))
        .map(each -> new AppUserId(each.id()))
        .collectList()
        .doOnNext(accounts -> all.add(LiveGrants.ofAccounts(accounts)))
        .then();
  }

  /** Conditions on the entitlements are met by looking those up first. */
  private Mono<Void> byEntitlement(ObjectNode message, Search search, List<Bson> all) {
    Bson filter =
        search
            .anyOf("appIds", "appId")
            .anyOf("entitlementSlugs", "slug")
            .anyOf("resourceIds", "appResourceId")
            .anyOf("resourceTypeIds", "appResourceTypeId")
            .anyOf("purpose", "purpose")
            .filter();
    boolean asked =
        List.of("entitlementSlugs", "resourceIds", "resourceTypeIds", "purpose").stream()
            .anyMatch(name -> !message.path(name).isEmpty());
    if (!asked) {
      return Mono.empty();
    }
    return store
        .all(EntityKind.ENTITLEMENT, filter)
        .map(Entity::id)
        .take(MOST + 1L)
        .collectList()
        .doOnNext(
            ids -> {
              if (ids.size() > MOST) {
                throw new ApiException(
                    Code.INVALID_ARGUMENT,
                    "Expected a narrower search, but more than %d entitlements match."
                        .formatted(MOST));
              }
              all.add(in(GrantDocuments.ENTITLEMENT, ids));
            })
        .then();
  }
}
