package dev.gatehouse.entitlement.resourcetype;

import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Creations;
import dev.gatehouse.entitlement.web.EntityView;
import dev.gatehouse.entitlement.web.Pages;
import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.Caller;
import java.util.Locale;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Lists, reads and creates resource types. */
@Component
class ResourceTypeHandler {
  private static final EntityView VIEW = EntityView.under("appResourceType");

  private final Pages pages;
  private final Answers answers;
  private final CatalogAccess access;
  private final Creations creations;

  ResourceTypeHandler(Pages pages, Answers answers, CatalogAccess access, Creations creations) {
    this.pages = pages;
    this.answers = answers;
    this.access = access;
    this.creations = creations;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return pages
        .ofApp(EntityKind.RESOURCE_TYPE, request)
        .flatMap(
            page -> answers.page("c1.api.app.v1.AppResourceTypeServiceListResponse", page, VIEW));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.SearchAppResourceTypesRequest")
        .flatMap(message -> pages.found(EntityKind.RESOURCE_TYPE, filter(message), message))
        .flatMap(
            page ->
                answers.page(
                    "c1.api.app.v1.SearchAppResourceTypesResponse", page, EntityView.PLAIN));
  }

  private static Bson filter(ObjectNode message) {
    return Search.by(message)
        .live()
        .words()
        .anyOf("appIds", "appId")
        .anyOf("resourceTypeIds", "_id")
        .noneOf("excludeResourceTypeIds", "_id")
        .anyOf("resourceTypeTraitIds", "traitIds")
        .noneOf("excludeResourceTypeTraitIds", "traitIds")
        .equal("displayName", "displayName")
        .filter();
  }

  Mono<ServerResponse> get(ServerRequest request) {
    return pages
        .inApp(EntityKind.RESOURCE_TYPE, request, "id")
        .flatMap(
            type ->
                answers.one(
                    "c1.api.app.v1.AppResourceTypeServiceGetResponse",
                    "appResourceTypeView",
                    type,
                    VIEW));
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
              return creations.create(
                  EntityKind.RESOURCE_TYPE, request, message, _ -> Mono.just(fields));
            })
        .flatMap(
            type ->
                answers.one(
                    "c1.api.app.v1.CreateManuallyManagedResourceTypeResponse",
                    "appResourceType",
                    type,
                    EntityView.PLAIN));
  }
}
