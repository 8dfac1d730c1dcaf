package dev.gatehouse.entitlement.user;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityPage;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.entitlement.web.Expander;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.page.Paging;
import java.util.List;
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
  private final Expander expander;

  UserHandler(EntityStore store, Expander expander) {
    this.store = store;
    this.expander = expander;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return store
        .page(EntityKind.USER, Search.by(Json.object()).live().filter(), Api.paging(request))
        .flatMap(
            page -> answer("c1.api.user.v1.UserServiceListResponse", page, ExpandMask.NOTHING));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.user.v1.SearchUsersRequest")
        .flatMap(
            message ->
                store
                    .page(EntityKind.USER, filter(message), Paging.ofMessage(message))
                    .flatMap(
                        page ->
                            answer(
                                "c1.api.user.v1.SearchUsersResponse",
                                page,
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
    String email = message.path("email").asString("");
    if (!email.isEmpty()) {
      search.and(eq(Hidden.EMAIL_KEY, email.toLowerCase(Locale.ROOT)));
    }
    switch (message.path("delegateStatus").asString("")) {
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
                expander
                    .expand(List.of(user), ExpandMask.NOTHING, UserViews.REFERENCES)
                    .flatMap(
                        expanded -> {
                          ObjectNode answer = Json.object();
                          answer.set("userView", UserViews.view(user, expanded));
                          return Api.answer("c1.api.user.v1.UserServiceGetResponse", answer);
                        }));
  }

  private Mono<ServerResponse> answer(String message, EntityPage page, ExpandMask mask) {
    return expander
        .expand(page.rows(), mask, UserViews.REFERENCES)
        .flatMap(
            expanded -> {
              List<Entity> rows = page.rows();
              ObjectNode answer = Json.object();
              answer.set(
                  "list",
                  Api.list(rows.stream().map(row -> UserViews.view(row, expanded)).toList()));
              answer.set("expanded", expanded.objects());
              answer.put("nextPageToken", page.nextPageToken());
              return Api.answer(message, answer);
            });
  }
}
