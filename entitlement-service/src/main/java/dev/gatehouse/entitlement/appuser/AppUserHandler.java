package dev.gatehouse.entitlement.appuser;

import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityPage;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.entitlement.web.Expanded;
import dev.gatehouse.entitlement.web.Expander;
import dev.gatehouse.entitlement.web.Reference;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.page.Paging;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Lists app users. They come in by import and sync, so there is nothing to create here. */
@Component
class AppUserHandler {
  private static final Reference APP = Reference.one("app_id", EntityKind.APP, "appId");
  private static final Reference IDENTITY =
      Reference.one("identity_user_id", EntityKind.USER, "identityUserId");
  private static final List<Reference> REFERENCES = List.of(IDENTITY, APP);

  private final EntityStore store;
  private final Expander expander;

  AppUserHandler(EntityStore store, Expander expander) {
    this.store = store;
    this.expander = expander;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    return store
        .live(EntityKind.APP, appId)
        .then(
            store.page(
                EntityKind.APP_USER,
                Search.by(Json.object()).live().and(eq("appId", appId)).filter(),
                Api.paging(request)))
        .flatMap(
            page -> answer("c1.api.app.v1.AppUserServiceListResponse", page, ExpandMask.NOTHING));
  }

  /** The accounts of one person in the app. */
  Mono<ServerResponse> listOfPerson(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    return store
        .live(EntityKind.APP, appId)
        .then(
            store.page(
                EntityKind.APP_USER,
                Search.by(Json.object())
                    .live()
                    .and(eq("appId", appId))
                    .and(eq("identityUserId", request.pathVariable("user_id")))
                    .filter(),
                Api.paging(request)))
        .flatMap(
            page ->
                answer(
                    "c1.api.app.v1.AppUsersForUserServiceListResponse", page, ExpandMask.NOTHING));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.AppUserServiceSearchRequest")
        .flatMap(
            message ->
                store
                    .page(
                        EntityKind.APP_USER,
                        Search.by(message)
                            .live()
                            .words()
                            .equal("appId", "appId")
                            .anyOf("appIds", "appId")
                            .anyOf("appUserIds", "_id")
                            .noneOf("excludeAppUserIds", "_id")
                            .anyOf("userIds", "identityUserId")
                            .anyOf("appUserTypes", "appUserType")
                            .anyOf("appUserStatuses", "status.status")
                            .anyOf("appUserStatusDetails", "status.details")
                            .refs("refs")
                            .filter(),
                        Paging.ofMessage(message))
                    .flatMap(
                        page ->
                            answer(
                                "c1.api.app.v1.AppUserServiceSearchResponse",
                                page,
                                ExpandMask.of(message))));
  }

  private Mono<ServerResponse> answer(String message, EntityPage page, ExpandMask mask) {
    return expander
        .expand(page.rows(), mask, REFERENCES)
        .flatMap(
            expanded -> {
              ObjectNode answer = Json.object();
              answer.set(
                  "list", Api.list(page.rows().stream().map(row -> view(row, expanded)).toList()));
              answer.set("expanded", expanded.objects());
              answer.put("nextPageToken", page.nextPageToken());
              return Api.answer(message, answer);
            });
  }

  private static ObjectNode view(Entity appUser, Expanded expanded) {
    ObjectNode view = Json.object();
    view.set("appUser", appUser.toApi());
    view.put("appPath", expanded.path(APP, appUser));
    view.put("identityUserPath", expanded.path(IDENTITY, appUser));
    return view;
  }
}
