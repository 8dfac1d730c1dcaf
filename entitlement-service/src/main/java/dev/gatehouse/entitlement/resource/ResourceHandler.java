package dev.gatehouse.entitlement.resource;

import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityPage;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Ids;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.Paging;
import dev.gatehouse.rest.security.Caller;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, reads and creates resources. */
@Component
class ResourceHandler {
  private final EntityStore store;
  private final CatalogAccess access;
  private final References references;
  private final Ids ids;

  ResourceHandler(EntityStore store, CatalogAccess access, References references, Ids ids) {
    this.store = store;
    this.access = access;
    this.references = references;
    this.ids = ids;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return typeOf(request)
        .flatMap(
            type ->
                store.page(
                    EntityKind.RESOURCE,
                    Search.by(Json.object())
                        .live()
                        .and(eq("appResourceTypeId", type.id()))
                        .filter(),
                    Api.paging(request)))
        .flatMap(page -> answer("c1.api.app.v1.AppResourceServiceListResponse", page));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.SearchAppResourcesRequest")
        .flatMap(
            message ->
                store.page(
                    EntityKind.RESOURCE,
                    Search.by(message)
                        .live()
                        .words()
                        .equal("appId", "appId")
                        .anyOf("appIds", "appId")
                        .anyOf("resourceIds", "_id")
                        .noneOf("excludeResourceIds", "_id")
                        .anyOf("resourceTypeIds", "appResourceTypeId")
                        .anyOf("ownerUserIds", Hidden.OWNERS)
                        .refs("refs")
                        .filter(),
                    Paging.ofMessage(message)))
        .flatMap(page -> answer("c1.api.app.v1.SearchAppResourcesResponse", page));
  }

  Mono<ServerResponse> get(ServerRequest request) {
    String id = request.pathVariable("id");
    return store
        .get(EntityKind.RESOURCE, id)
        .filter(
            resource ->
                resource.text("appId").equals(request.pathVariable("app_id"))
                    && resource
                        .text("appResourceTypeId")
                        .equals(request.pathVariable("app_resource_type_id")))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ApiException(
                        Code.NOT_FOUND,
                        "Expected a resource \"" + id + "\" in the app, but it has none.")))
        .flatMap(
            resource -> {
              ObjectNode answer = Json.object();
              answer.set("appResourceView", view(resource));
              return Api.answer("c1.api.app.v1.AppResourceServiceGetResponse", answer);
            });
  }

  Mono<ServerResponse> create(ServerRequest request) {
    return access
        .writableApp(Caller.of(request), request.pathVariable("app_id"))
        .then(typeOf(request))
        .zipWith(Api.read(request, "c1.api.app.v1.CreateManuallyManagedAppResourceRequestInput"))
        .flatMap(both -> create(both.getT1(), both.getT2()))
        .flatMap(
            resource -> {
              ObjectNode answer = Json.object();
              answer.set("appResource", resource.toApi());
              return Api.answer("c1.api.app.v1.CreateManuallyManagedAppResourceResponse", answer);
            });
  }

  private Mono<Entity> create(Entity type, ObjectNode message) {
    ObjectNode fields = message.deepCopy();
    JsonNode given = fields.remove("resourceOwnerUserIds");
    JsonNode owners = given == null ? Json.array() : given;
    fields.set(Hidden.OWNERS, owners);
    fields.put("appId", type.text("appId"));
    fields.put("appResourceTypeId", type.id());
    return references
        .checkAll(
            "resourceOwnerUserIds",
            EntityKind.USER,
            owners.valueStream().map(each -> each.asString("")).toList())
        .then(
            Mono.defer(
                () -> store.create(Entity.create(EntityKind.RESOURCE, ids.fresh(), fields))));
  }

  private Mono<Entity> typeOf(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    String id = request.pathVariable("app_resource_type_id");
    return store
        .live(EntityKind.RESOURCE_TYPE, id)
        .filter(type -> type.text("appId").equals(appId))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ApiException(
                        Code.NOT_FOUND,
                        "Expected a resource type \"" + id + "\" in the app, but it has none.")));
  }

  private static Mono<ServerResponse> answer(String message, EntityPage page) {
    ObjectNode answer = Json.object();
    answer.set("list", Api.list(page.rows().stream().map(ResourceHandler::view).toList()));
    answer.put("nextPageToken", page.nextPageToken());
    return Api.answer(message, answer);
  }

  private static ObjectNode view(Entity resource) {
    ObjectNode view = Json.object();
    view.set("appResource", resource.toApi());
    return view;
  }
}
