package dev.gatehouse.entitlement.entitlement;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityPage;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.entitlement.web.Expanded;
import dev.gatehouse.entitlement.web.Expander;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.page.Paging;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import java.util.Map;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** What the caller can ask for, together with what the caller holds of it. */
@Component
class RequestCatalogHandler {
  private final EntityStore store;
  private final Holdings holdings;
  private final Expander expander;

  RequestCatalogHandler(EntityStore store, Holdings holdings, Expander expander) {
    this.store = store;
    this.holdings = holdings;
    this.expander = expander;
  }

  Mono<ServerResponse> search(ServerRequest request) {
    UserId caller = Caller.of(request).userId();
    return Api.read(
            request,
            "c1.api.requestcatalog.v1.RequestCatalogSearchServiceSearchEntitlementsRequest")
        .flatMap(
            message ->
                filter(message, caller)
                    .flatMap(
                        filter ->
                            store.page(EntityKind.ENTITLEMENT, filter, Paging.ofMessage(message)))
                    .flatMap(page -> answer(page, ExpandMask.of(message), caller)));
  }

  private Mono<Bson> filter(ObjectNode message, UserId caller) {
    Search search = Search.by(message).live().words().equal("entitlementAlias", "alias");
    return ofApp(search).then(granted(search, caller)).then(Mono.fromSupplier(search::filter));
  }

  private Mono<Void> ofApp(Search search) {
    String name = search.given("appDisplayName").asString("");
    if (name.isEmpty()) {
      return Mono.empty();
    }
    return store
        .all(EntityKind.APP, and(eq("displayName", name), eq("deletedAt", null)))
        .map(Entity::id)
        .collectList()
        .doOnNext(apps -> search.and(in("appId", apps)))
        .then();
  }

  private Mono<Void> granted(Search search, UserId caller) {
    return switch (search.given("grantedStatus").asString("")) {
      case "GRANTED" -> holdings.heldBy(caller).doOnNext(search::idIn).then();
      case "NOT_GRANTED" ->
          holdings.heldBy(caller).doOnNext(held -> search.and(nin("_id", held))).then();
      default -> Mono.empty();
    };
  }

  private Mono<ServerResponse> answer(EntityPage page, ExpandMask mask, UserId caller) {
    List<String> ids = page.rows().stream().map(Entity::id).toList();
    return expander
        .expand(page.rows(), mask, EntitlementViews.VIEW)
        .zipWith(holdings.bindingsOf(caller, ids))
        .flatMap(both -> answer(page, both.getT1(), both.getT2()));
  }

  private static Mono<ServerResponse> answer(
      EntityPage page, Expanded expanded, Map<String, List<ObjectNode>> bindings) {
    ObjectNode answer = Json.object();
    answer.set(
        "list",
        Api.list(
            page.rows().stream()
                .map(
                    row -> {
                      ObjectNode each = Json.object();
                      each.set("entitlement", EntitlementViews.view(row, expanded));
                      each.set(
                          "appEntitlementUserBindings",
                          Api.list(bindings.getOrDefault(row.id(), List.of())));
                      return each;
                    })
                .toList()));
    answer.set("expanded", expanded.objects());
    answer.put("nextPageToken", page.nextPageToken());
    return Api.answer(
        "c1.api.requestcatalog.v1.RequestCatalogSearchServiceSearchEntitlementsResponse", answer);
  }
}
