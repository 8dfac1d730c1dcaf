package dev.gatehouse.entitlement.entitlement;

import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Creations;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.entitlement.web.FieldMask;
import dev.gatehouse.entitlement.web.Pages;
import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.Caller;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, reads, creates, changes and deletes entitlements. */
@Component
class EntitlementHandler {
  private final EntityStore store;
  private final Pages pages;
  private final Answers answers;
  private final CatalogAccess access;
  private final EntitlementRules rules;
  private final EntitlementSearch searches;
  private final Creations creations;

  EntitlementHandler(
      EntityStore store,
      Pages pages,
      Answers answers,
      CatalogAccess access,
      EntitlementRules rules,
      EntitlementSearch searches,
      Creations creations) {
    this.store = store;
    this.pages = pages;
    this.answers = answers;
    this.access = access;
    this.rules = rules;
    this.searches = searches;
    this.creations = creations;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return pages
        .ofApp(EntityKind.ENTITLEMENT, request)
        .flatMap(
            page ->
                answers.page(
                    "c1.api.app.v1.ListAppEntitlementsResponse", page, EntitlementViews.VIEW));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.AppEntitlementSearchServiceSearchRequest")
        .flatMap(
            message ->
                searches
                    .filter(message)
                    .flatMap(filter -> pages.found(EntityKind.ENTITLEMENT, filter, message))
                    .flatMap(
                        page ->
                            answers.page(
                                "c1.api.app.v1.AppEntitlementSearchServiceSearchResponse",
                                page,
                                EntitlementViews.VIEW,
                                ExpandMask.of(message))));
  }

  Mono<ServerResponse> get(ServerRequest request) {
    return of(request)
        .flatMap(
            entitlement ->
                answer("c1.api.app.v1.GetAppEntitlementResponse", entitlement, ExpandMask.NOTHING));
  }

  Mono<ServerResponse> create(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    return access
        .writableApp(Caller.of(request), appId)
        .then(Api.read(request, "c1.api.app.v1.CreateAppEntitlementRequestInput"))
        .flatMap(
            message ->
                creations
                    .create(EntityKind.ENTITLEMENT, request, message, _ -> checked(appId, message))
                    .flatMap(
                        entitlement ->
                            answer(
                                "c1.api.app.v1.CreateAppEntitlementResponse",
                                entitlement,
                                ExpandMask.of(message))));
  }

  private Mono<ObjectNode> checked(String appId, ObjectNode message) {
    ObjectNode fields = message.deepCopy();
    fields.remove("expandMask");
    move(fields, "provisionPolicy", "provisionerPolicy");
    move(fields, "appEntitlementOwnerIds", Hidden.OWNERS);
    fields.put("appId", appId);
    fields.put("isManuallyManaged", true);
    return rules.check(fields).thenReturn(fields);
  }

  private static void move(ObjectNode fields, String from, String to) {
    JsonNode value = fields.remove(from);
    if (value != null) {
      fields.set(to, value);
    }
  }

  Mono<ServerResponse> update(ServerRequest request) {
    return access
        .writableApp(Caller.of(request), request.pathVariable("app_id"))
        .then(of(request))
        .zipWith(Api.read(request, "c1.api.app.v1.UpdateAppEntitlementRequestInput"))
        .flatMap(
            both -> {
              ObjectNode message = both.getT2();
              return store
                  .edit(
                      EntityKind.ENTITLEMENT,
                      both.getT1().id(),
                      entitlement -> {
                        ObjectNode fields = changed(entitlement, message);
                        return rules.check(fields).thenReturn(fields);
                      })
                  .flatMap(
                      entitlement ->
                          answer(
                              "c1.api.app.v1.UpdateAppEntitlementResponse",
                              entitlement,
                              ExpandMask.of(message)));
            });
  }

  private static ObjectNode changed(Entity entitlement, ObjectNode message) {
    ObjectNode given = message.get("entitlement") instanceof ObjectNode set ? set : Json.object();
    ObjectNode fields =
        FieldMask.of(message).apply(entitlement.fields(), given, EntitlementRules.MUTABLE);
    if (message.path("overrideAccessRequestsDefaults").asBoolean(false)) {
      fields.put("overrideAccessRequestsDefaults", true);
    }
    if (given.has("durationGrant") && !given.has("durationUnset")) {
      fields.remove("durationUnset");
    }
    if (given.has("durationUnset") && !given.has("durationGrant")) {
      fields.remove("durationGrant");
    }
    return fields;
  }

  /** Marks the entitlement as deleted: it stays readable, and its alias is free again. */
  Mono<ServerResponse> delete(ServerRequest request) {
    return access
        .writableApp(Caller.of(request), request.pathVariable("app_id"))
        .then(of(request))
        .flatMap(entitlement -> store.delete(EntityKind.ENTITLEMENT, entitlement.id()))
        .then(Mono.defer(() -> Api.answer("c1.api.app.v1.DeleteAppEntitlementResponse")));
  }

  private Mono<Entity> of(ServerRequest request) {
    return pages.inApp(EntityKind.ENTITLEMENT, request, "id");
  }

  private Mono<ServerResponse> answer(String message, Entity entitlement, ExpandMask mask) {
    return answers.one(message, "appEntitlementView", entitlement, EntitlementViews.VIEW, mask);
  }
}
