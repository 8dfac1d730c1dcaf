package dev.gatehouse.entitlement.appuser;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.EntityView;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.entitlement.web.Expanded;
import dev.gatehouse.entitlement.web.Pages;
import dev.gatehouse.entitlement.web.Reference;
import dev.gatehouse.model.Json;
import java.util.List;
import org.bson.conversions.Bson;
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
  private static final EntityView VIEW =
      new EntityView(List.of(IDENTITY, APP), AppUserHandler::view);

  private final EntityStore store;
  private final Pages pages;
  private final Answers answers;

  AppUserHandler(EntityStore store, Pages pages, Answers answers) {
    this.store = store;
    this.pages = pages;
    this.answers = answers;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return pages
        .ofApp(EntityKind.APP_USER, request)
        .flatMap(page -> answers.page("c1.api.app.v1.AppUserServiceListResponse", page, VIEW));
  }

  /** The accounts of one person in the app. */
  Mono<ServerResponse> listOfPerson(ServerRequest request) {
    String appId = request.pathVariable("app_id");
    Bson theirs = eq("identityUserId", request.pathVariable("user_id"));
    return store
        .live(EntityKind.APP, appId)
        .then(pages.list(EntityKind.APP_USER, and(eq("appId", appId), theirs), request))
        .flatMap(
            page -> answers.page("c1.api.app.v1.AppUsersForUserServiceListResponse", page, VIEW));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.app.v1.AppUserServiceSearchRequest")
        .flatMap(
            message ->
                pages
                    .found(EntityKind.APP_USER, filter(message), message)
                    .flatMap(
                        page ->
                            answers.page(
                                "c1.api.app.v1.AppUserServiceSearchResponse",
                                page,
                                VIEW,
                                ExpandMask.of(message))));
  }

  private static Bson filter(ObjectNode message) {
    Search search =
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
            .refs("refs");
    // Deleting an app deletes its accounts, so a live account is always of a live app.
    search.flag("excludeDeletedApps");
    return search.filter();
  }

  private static ObjectNode view(Entity appUser, Expanded expanded) {
    ObjectNode view = Json.object();
    view.set("appUser", appUser.toApi());
    view.put("appPath", expanded.path(APP, appUser));
    view.put("identityUserPath", expanded.path(IDENTITY, appUser));
    return view;
  }
}
