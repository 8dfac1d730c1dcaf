package dev.gatehouse.entitlement.resourcetype;

import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Ids;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.Paging;
import dev.gatehouse.rest.security.Caller;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Lists, reads and creates resource types. */
@Component
class ResourceTypeHandler {
  private final EntityStore store;
  private final CatalogAccess access;
  private final Ids ids;

  ResourceTypeHandler(EntityStore store, CatalogAccess access, Ids ids) {
    this.store = store;
    this.access = access;
    this.ids = ids;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    return store
        .live(EntityKind.APP, appId)
        .then(
            store.page(
                EntityKind.RESOURCE_TYPE,
                Search.by(Json.object()).live().and(eq("appId", appId)).filter(),
                Api.paging(request)))
        .flatMap(
            page -> {
              ObjectNode answer = Json.object();
              answer.set(
                  "list", Api.list(page.rows().stream().map(ResourceTypeHandler::view).toList()));
              answer.put("nextPageToken", page.nextPageToken());
              return Api.answer("c1.api.app.v1.AppResourceTypeServiceListResponse", answer);
            });
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.SearchAppResourceTypesRequest")
        .flatMap(
            message ->
                store.page(
                    EntityKind.RESOURCE_TYPE,
                    Search.by(message)
                        .live()
                        .words()
                        .anyOf("appIds", "appId")
                        .anyOf("resourceTypeIds", "_id")
                        .noneOf("excludeResourceTypeIds", "_id")
                        .anyOf("resourceTypeTraitIds", "traitIds")
                        .noneOf("excludeResourceTypeTraitIds", "traitIds")
                        .equal("displayName", "displayName")
                        .filter(),
                    Paging.ofMessage(message)))
        .flatMap(
            page -> {
              ObjectNode answer = Json.object();
              answer.set("list", Api.list(page.rows().stream().map(Entity::toApi).toList()));
              answer.put("nextPageToken", page.nextPageToken());
              return Api.answer("c1.api.app.v1.SearchAppResourceTypesResponse", answer);
            });
  }

  Mono<ServerResponse> get(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    String id = request.pathVariable("id");
    return store
        .get(EntityKind.RESOURCE_TYPE, id)
        .filter(type -> type.text("appId").equals(appId))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ApiException(
                        Code.NOT_FOUND,
                        "Expected a resource type \"" + id + "\" in the app, but it has none.")))
        .flatMap(
            type -> {
              ObjectNode answer = Json.object();
              answer.set("appResourceTypeView", view(type));
              return Api.answer("c1.api.app.v1.AppResourceTypeServiceGetResponse", answer);
            });
  }

  Mono<ServerResponse> create(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    return access
        .writableApp(Caller.of(request), appId)
        .then(Api.read(request, "c1.api.app.v1.CreateManuallyManagedResourceTypeRequestInput"))
        .flatMap(
            message -> {
              ObjectNode fields = Json.object();
              fields.put("appId", appId);
              fields.set("displayName", message.path("displayName"));
              fields
                  .putArray("traitIds")
                  .add(message.path("resourceType").asString("").toLowerCase(Locale.ROOT));
              return store.create(Entity.create(EntityKind.RESOURCE_TYPE, ids.fresh(), fields));
            })
        .flatMap(
            type -> {
              ObjectNode answer = Json.object();
              answer.set("appResourceType", type.toApi());
              return Api.answer("c1.api.app.v1.CreateManuallyManagedResourceTypeResponse", answer);
            });
  }

  private static ObjectNode view(Entity type) {
    ObjectNode view = Json.object();
    view.set("appResourceType", type.toApi());
    return view;
  }
}
