package dev.gatehouse.entitlement.user;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.entitlement.web.Pages;
import java.util.Locale;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Lists and reads people. They come in by import and sync, so there is nothing to create here. */
@Component
class UserHandler {
  private final EntityStore store;
  private final Pages pages;
  private final Answers answers;

  UserHandler(EntityStore store, Pages pages, Answers answers) {
    this.store = store;
    this.pages = pages;
    this.answers = answers;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return pages
        .list(EntityKind.USER, request)
        .flatMap(
            page -> answers.page("c1.api.user.v1.UserServiceListResponse", page, UserViews.VIEW));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.user.v1.SearchUsersRequest")
        .flatMap(
            message ->
                pages
                    .found(EntityKind.USER, filter(message), message)
                    .flatMap(
                        page ->
                            answers.page(
                                "c1.api.user.v1.SearchUsersResponse",
                                page,
                                UserViews.VIEW,
                                ExpandMask.of(message))));
  }

  private static Bson filter(ObjectNode message) {
    Search search =
        Search.by(message)
            .live()
            .words()
            .anyOf("ids", "_id")
            .noneOf("excludeIds", "_id")
            .refs("refs")
            .anyOf("userStatuses", "status")
            .anyOf("departments", "department")
            .anyOf("jobTitles", "jobTitle")
            .anyOf("managerIds", "managerIds")
            .anyOf("roleIds", "roleIds")
            .anyOf("delegatedUserIds", "delegatedUserId")
            .anyOf("origins", "origin")
            .noneOf("excludeOrigins", "origin")
            .noneOf("excludeTypes", "type");
    String email = search.given("email").asString("");
    if (!email.isEmpty()) {
      search.and(eq(Hidden.EMAIL_KEY, email.toLowerCase(Locale.ROOT)));
    }
    switch (search.given("delegateStatus").asString("")) {
      case "DELEGATE_STATUS_HAS_DELEGATE" -> search.and(exists("delegatedUserId"));
      case "DELEGATE_STATUS_NO_DELEGATE" -> search.and(exists("delegatedUserId", false));
      default -> {}
    }
    return search.filter();
  }

  Mono<ServerResponse> get(ServerRequest request) {
    return store
        .get(EntityKind.USER, request.pathVariable("id"))
        .flatMap(
            user ->
                answers.one(
                    "c1.api.user.v1.UserServiceGetResponse", "userView", user, UserViews.VIEW));
  }
}
