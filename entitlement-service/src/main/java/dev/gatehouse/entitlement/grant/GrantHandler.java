package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.entitlement.EntitlementViews;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.entitlement.web.Expanded;
import dev.gatehouse.entitlement.web.Expander;
import dev.gatehouse.entitlement.web.Pages;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.page.Paging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Answers who holds what. */
@Component
class GrantHandler {
  private final EntityStore store;
  private final Pages pages;
  private final LiveGrants grants;
  private final GrantSearch searches;
  private final Expander expander;

  GrantHandler(
      EntityStore store, Pages pages, LiveGrants grants, GrantSearch searches, Expander expander) {
    this.store = store;
    this.pages = pages;
    this.grants = grants;
    this.searches = searches;
    this.expander = expander;
  }

  /** All accounts of a person in the app; those that hold the entitlement say since when. */
  Mono<ServerResponse> ofPerson(ServerRequest request) {
    String person = request.pathVariable("identity_user_id");
    return entitlement(request)
        .flatMap(
            entitlement ->
                store
                    .get(EntityKind.USER, person)
                    .thenMany(
                        store.all(
                            EntityKind.APP_USER,
                            and(
                                eq("identityUserId", person),
                                eq("appId", entitlement.text("appId")),
                                eq("deletedAt", null))))
                    .map(Entity::id)
                    .sort()
                    .collectList()
                    .flatMap(accounts -> bindings(entitlement, accounts)))
        .flatMap(
            bindings -> {
              ObjectNode answer = Json.object();
              answer.set("bindings", Api.list(bindings));
              return Api.answer("c1.api.app.v1.ListAppUsersForIdentityWithGrantResponse", answer);
            });
  }

  private Mono<List<ObjectNode>> bindings(Entity entitlement, List<String> accounts) {
    EntitlementRef ref = ref(entitlement);
    return grants
        .among(
            accounts.stream().map(each -> new LiveGrants.Access(ref, new AppUserId(each))).toList())
        .filter(held -> held.createdAt() != null)
        .collectMap(held -> held.account().value())
        .map(
            held ->
                accounts.stream()
                    .map(
                        each ->
                            held.containsKey(each)
                                ? Bindings.binding(held.get(each))
                                : Bindings.account(ref.appId().value(), each))
                    .toList());
  }

  /** Who holds an entitlement. */
  Mono<ServerResponse> holders(ServerRequest request) {
    Paging paging = Api.paging(request);
    return entitlement(request)
        .flatMap(
            entitlement -> page(List.of(eq(GrantDocuments.ENTITLEMENT, entitlement.id())), paging))
        .flatMap(
            page -> {
              ObjectNode answer = Json.object();
              answer.set("list", Api.list(page.rows().stream().map(page::view).toList()));
              answer.put("nextPageToken", page.nextPageToken());
              return Api.answer("c1.api.app.v1.ListAppEntitlementUsersResponse", answer);
            });
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.AppEntitlementSearchServiceSearchGrantsRequest")
        .flatMap(
            message ->
                searches
                    .conditions(message)
                    .flatMap(conditions -> page(conditions, Paging.ofMessage(message)))
                    .flatMap(page -> found(page, ExpandMask.of(message))));
  }

  private Mono<ServerResponse> found(Page page, ExpandMask mask) {
    return store
        .findAll(
            EntityKind.ENTITLEMENT,
            page.rows().stream().map(each -> each.entitlement().id().value()).toList())
        .flatMap(
            entitlements ->
                expander
                    .expand(List.copyOf(entitlements.values()), mask, EntitlementViews.VIEW)
                    .flatMap(expanded -> found(page, entitlements, expanded)));
  }

  private static Mono<ServerResponse> found(
      Page page, Map<String, Entity> entitlements, Expanded expanded) {
    ObjectNode answer = Json.object();
    answer.set(
        "list",
        Api.list(
            page.rows().stream()
                .flatMap(row -> row(row, page, entitlements, expanded).stream())
                .toList()));
    answer.set("expanded", expanded.objects());
    answer.put("nextPageToken", page.nextPageToken());
    return Api.answer("c1.api.app.v1.AppEntitlementSearchServiceSearchGrantsResponse", answer);
  }

  private static Optional<ObjectNode> row(
      Held held, Page page, Map<String, Entity> entitlements, Expanded expanded) {
    return Optional.ofNullable(entitlements.get(held.entitlement().id().value()))
        .map(
            entitlement -> {
              ObjectNode row = Json.object();
              row.set("entitlement", EntitlementViews.view(entitlement, expanded));
              row.set("appEntitlementUserBinding", page.view(held));
              return row;
            });
  }

  /** A page of grants with their accounts. */
  private record Page(List<Held> rows, String nextPageToken, Map<String, Entity> accounts) {
    ObjectNode view(Held held) {
      return Bindings.view(held, accounts.get(held.account().value()));
    }
  }

  private Mono<Page> page(List<Bson> conditions, Paging paging) {
    String after = paging.token().map(GrantHandler::after).orElse("");
    return grants
        .search(conditions, after, paging.size() + 1)
        .collectList()
        .flatMap(
            found -> {
              boolean more = found.size() > paging.size();
              List<Held> rows = more ? found.subList(0, paging.size()) : found;
              String next = more ? PageToken.of(rows.getLast().id()).encode() : "";
              return store
                  .findAll(
                      EntityKind.APP_USER,
                      rows.stream().map(each -> each.account().value()).collect(Collectors.toSet()))
                  .map(accounts -> new Page(rows, next, accounts));
            });
  }

  private static String after(PageToken token) {
    if (token.after().size() != 1) {
      throw new ApiException(
          Code.INVALID_ARGUMENT, "Expected pageToken to be of this list, but it was of another.");
    }
    return token.after().getFirst();
  }

  private Mono<Entity> entitlement(ServerRequest request) {
    return pages.inApp(EntityKind.ENTITLEMENT, request, "app_entitlement_id");
  }

  private static EntitlementRef ref(Entity entitlement) {
    return new EntitlementRef(
        new AppId(entitlement.text("appId")), new EntitlementId(entitlement.id()));
  }
}
