package dev.gatehouse.entitlement.app;

import dev.gatehouse.core.access.Permission;
import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityPage;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Creations;
import dev.gatehouse.entitlement.web.FieldMask;
import dev.gatehouse.entitlement.web.Pages;
import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, reads, creates, changes and deletes apps. */
@Component
class AppHandler {
  private final EntityStore store;
  private final Pages pages;
  private final CatalogAccess access;
  private final AppRules rules;
  private final AppViews views;
  private final Creations creations;

  AppHandler(
      EntityStore store,
      Pages pages,
      CatalogAccess access,
      AppRules rules,
      AppViews views,
      Creations creations) {
    this.store = store;
    this.pages = pages;
    this.access = access;
    this.rules = rules;
    this.views = views;
    this.creations = creations;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return pages
        .list(EntityKind.APP, request)
        .flatMap(page -> answer("c1.api.app.v1.ListAppsResponse", page));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.SearchAppsRequest")
        .flatMap(message -> pages.found(EntityKind.APP, AppSearch.filter(message), message))
        .flatMap(page -> answer("c1.api.app.v1.SearchAppsResponse", page));
  }

  Mono<ServerResponse> get(ServerRequest request) {
    return store
        .get(EntityKind.APP, request.pathVariable("id"))
        .flatMap(app -> answer("c1.api.app.v1.GetAppResponse", app));
  }

  Mono<ServerResponse> create(ServerRequest request) {
    access.require(Caller.of(request), Permission.WRITE_CATALOG);
    return Api.read(request, "c1.api.app.v1.CreateAppRequest")
        .flatMap(
            message -> {
              ObjectNode fields = message.deepCopy();
              fields.remove("appEntitlementOwnerRefs");
              JsonNode owners = fields.remove("owners");
              fields.set(Hidden.OWNERS, owners == null ? Json.array() : owners);
              fields.put("isManuallyManaged", true);
              return creations.create(
                  EntityKind.APP, request, message, _ -> rules.check(fields).thenReturn(fields));
            })
        .flatMap(app -> answer("c1.api.app.v1.CreateAppResponse", app));
  }

  Mono<ServerResponse> update(ServerRequest request) {
    String id = request.pathVariable("id");
    return access
        .writableApp(Caller.of(request), id)
        .then(Api.read(request, "c1.api.app.v1.UpdateAppRequestInput"))
        .flatMap(
            message ->
                store.edit(
                    EntityKind.APP,
                    id,
                    app -> {
                      ObjectNode given =
                          message.get("app") instanceof ObjectNode set ? set : Json.object();
                      ObjectNode fields =
                          FieldMask.of(message).apply(app.fields(), given, AppRules.MUTABLE);
                      return rules.check(fields).thenReturn(fields);
                    }))
        .flatMap(app -> answer("c1.api.app.v1.UpdateAppResponse", app));
  }

  /** Deletes the app and all that is in it: access to it can no longer be asked for. */
  Mono<ServerResponse> delete(ServerRequest request) {
    String id = request.pathVariable("id");
    return access
        .writableApp(Caller.of(request), id)
        .then(rules.deleteWithContent(id))
        .then(Mono.defer(() -> Api.answer("c1.api.app.v1.DeleteAppResponse")));
  }

  private Mono<ServerResponse> answer(String message, Entity app) {
    return views
        .load(List.of(app))
        .flatMap(
            found -> {
              ObjectNode answer = Json.object();
              answer.set("app", found.getFirst());
              return Api.answer(message, answer);
            });
  }

  private Mono<ServerResponse> answer(String message, EntityPage page) {
    return views
        .load(page.rows())
        .flatMap(
            rows -> {
              ObjectNode answer = Json.object();
              answer.set("list", Api.list(rows));
              answer.put("nextPageToken", page.nextPageToken());
              return Api.answer(message, answer);
            });
  }
}
