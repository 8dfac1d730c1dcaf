package dev.gatehouse.entitlement.web;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityPage;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.Paging;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Reads what requests name: the page of a list or a search, or one thing of an app. */
@Component
public class Pages {
  private static final Bson LIVE = eq("deletedAt", null);

  private final EntityStore store;

  Pages(EntityStore store) {
    this.store = store;
  }

  /** The page of all live entities of a kind that the request asks for. */
  public Mono<EntityPage> list(EntityKind kind, ServerRequest request) {
    return store.page(kind, LIVE, Api.paging(request));
  }

  /** The page of all live entities that match. */
  public Mono<EntityPage> list(EntityKind kind, Bson filter, ServerRequest request) {
    return store.page(kind, and(LIVE, filter), Api.paging(request));
  }

  /** The page of all live entities in the app that the path names; NOT_FOUND without the app. */
  public Mono<EntityPage> ofApp(EntityKind kind, ServerRequest request) {
    String appId = request.pathVariable("app_id");
    return store.live(EntityKind.APP, appId).then(list(kind, eq("appId", appId), request));
  }

  /** The page of a search. */
  public Mono<EntityPage> found(EntityKind kind, Bson filter, ObjectNode message) {
    return store.page(kind, filter, Paging.ofMessage(message));
  }

  /** The entity with the id in this path variable, if it is in the app that the path names. */
  public Mono<Entity> inApp(EntityKind kind, ServerRequest request, String variable) {
    String appId = request.pathVariable("app_id");
    String id = request.pathVariable(variable);
    return store
        .get(kind, id)
        .filter(entity -> entity.text("appId").equals(appId))
        .switchIfEmpty(Mono.error(() -> notInApp(kind, id)));
  }

  /** The refusal for something that is not in the app of the path. */
  public static ApiException notInApp(EntityKind kind, String id) {
    return new ApiException(
        Code.NOT_FOUND,
        "Expected " + kind.article() + " \"" + id + "\" in the app, but it has none.");
  }
}
