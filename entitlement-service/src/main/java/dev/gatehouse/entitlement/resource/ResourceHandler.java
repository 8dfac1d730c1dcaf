package dev.gatehouse.entitlement.resource;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.size;

import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Creations;
import dev.gatehouse.entitlement.web.EntityView;
import dev.gatehouse.entitlement.web.Expanded;
import dev.gatehouse.entitlement.web.Pages;
import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, reads and creates resources. */
@Component
class ResourceHandler {
  private static final EntityView VIEW = new EntityView(List.of(), ResourceHandler::view);

  private final Pages pages;
  private final Answers answers;
  private final CatalogAccess access;
  private final References references;
  private final Creations creations;

  ResourceHandler(
      Pages pages,
      Answers answers,
      CatalogAccess access,
      References references,
      Creations creations) {
    this.pages = pages;
    this.answers = answers;
    this.access = access;
    this.references = references;
    this.creations = creations;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return typeOf(request)
        .flatMap(
            type -> pages.list(EntityKind.RESOURCE, eq("appResourceTypeId", type.id()), request))
        .flatMap(page -> answers.page("c1.api.app.v1.AppResourceServiceListResponse", page, VIEW));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.SearchAppResourcesRequest")
        .flatMap(message -> pages.found(EntityKind.RESOURCE, filter(message), message))
        .flatMap(page -> answers.page("c1.api.app.v1.SearchAppResourcesResponse", page, VIEW));
  }

  private static Bson filter(ObjectNode message) {
    Search search =
        Search.by(message)
            .live()
            .words()
            .equal("appId", "appId")
            .anyOf("appIds", "appId")
            .anyOf("resourceIds", "_id")
            .noneOf("excludeResourceIds", "_id")
            .anyOf("resourceTypeIds", "appResourceTypeId")
            .anyOf("ownerUserIds", Hidden.OWNERS)
            .refs("refs");
    if (search.flag("unownedOnly")) {
      search.and(or(exists(Hidden.OWNERS, false), size(Hidden.OWNERS, 0)));
    }
    // Deleting an app deletes its resources, so a live resource is always of a live app.
    search.flag("excludeDeletedApps");
    return search.filter();
  }

  private static ObjectNode view(Entity resource, Expanded expanded) {
    ObjectNode view = Json.object();
    view.set("appResource", resource.toApi());
    view.set("objectPermissions", EntityView.readOnly());
    return view;
  }

  Mono<ServerResponse> get(ServerRequest request) {
    String type = request.pathVariable("app_resource_type_id");
    return pages
        .inApp(EntityKind.RESOURCE, request, "id")
        .filter(resource -> resource.text("appResourceTypeId").equals(type))
        .switchIfEmpty(
            Mono.error(() -> Pages.notInApp(EntityKind.RESOURCE, request.pathVariable("id"))))
        .flatMap(
            resource ->
                answers.one(
                    "c1.api.app.v1.AppResourceServiceGetResponse",
                    "appResourceView",
                    resource,
                    VIEW));
  }

  Mono<ServerResponse> create(ServerRequest request) {
    return access
        .writableApp(Caller.of(request), request.pathVariable("app_id"))
        .then(typeOf(request))
        .zipWith(Api.read(request, "c1.api.app.v1.CreateManuallyManagedAppResourceRequestInput"))
        .flatMap(
            both ->
                creations.create(
                    EntityKind.RESOURCE,
                    request,
                    both.getT2(),
                    _ -> checked(both.getT1(), both.getT2())))
        .flatMap(
            resource ->
                answers.one(
                    "c1.api.app.v1.CreateManuallyManagedAppResourceResponse",
                    "appResource",
                    resource,
                    EntityView.PLAIN));
  }

  private Mono<ObjectNode> checked(Entity type, ObjectNode message) {
    ObjectNode fields = message.deepCopy();
    JsonNode given = fields.remove("resourceOwnerUserIds");
    JsonNode owners = given == null ? Json.array() : given;
    fields.set(Hidden.OWNERS, owners);
    fields.put("appId", type.text("appId"));
    fields.put("appResourceTypeId", type.id());
    return references
        .checkAll("resourceOwnerUserIds", EntityKind.USER, Json.texts(owners))
        .thenReturn(fields);
  }

  private Mono<Entity> typeOf(ServerRequest request) {
    return pages
        .inApp(EntityKind.RESOURCE_TYPE, request, "app_resource_type_id")
        .filter(type -> !type.deleted())
        .switchIfEmpty(
            Mono.error(
                () ->
                    Pages.notInApp(
                        EntityKind.RESOURCE_TYPE, request.pathVariable("app_resource_type_id"))));
  }
}
