package dev.gatehouse.entitlement.owner;

import static com.mongodb.client.model.Filters.in;

import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Lists and changes the owners of apps and entitlements. */
@Component
class OwnerHandler {
  private static final int MOST_OF_ENTITLEMENT = 32;

  private final EntityStore store;
  private final CatalogAccess access;
  private final References references;

  OwnerHandler(EntityStore store, CatalogAccess access, References references) {
    this.store = store;
    this.access = access;
    this.references = references;
  }

  Mono<ServerResponse> list(OwnedThing thing, ServerRequest request) {
    return owned(thing, request)
        .flatMap(
            entity ->
                store.page(
                    EntityKind.USER, in("_id", entity.texts(Hidden.OWNERS)), Api.paging(request)))
        .flatMap(
            page -> {
              ObjectNode answer = Json.object();
              answer.set("list", Api.list(page.rows().stream().map(Entity::toApi).toList()));
              answer.put("nextPageToken", page.nextPageToken());
              return Api.answer(thing.message("List", "sResponse"), answer);
            });
  }

  Mono<ServerResponse> listIds(OwnedThing thing, ServerRequest request) {
    return owned(thing, request)
        .flatMap(
            entity -> {
              ObjectNode answer = Json.object();
              answer.set("userIds", Json.texts(entity.texts(Hidden.OWNERS)));
              return Api.answer(thing.message("List", "IDsResponse"), answer);
            });
  }

  Mono<ServerResponse> set(OwnedThing thing, ServerRequest request) {
    return Api.read(request, thing.message("Set", "sRequestInput"))
        .flatMap(message -> change(thing, request, _ -> userIds(message)))
        .then(Mono.defer(() -> Api.answer(thing.message("Set", "sResponse"))));
  }

  /** Takes the named owners away, or all of them where none is named. */
  Mono<ServerResponse> clear(OwnedThing thing, ServerRequest request) {
    return Api.read(request, thing.message("Delete", "sRequestInput"))
        .flatMap(
            message -> {
              Set<String> named = userIds(message);
              return change(
                  thing,
                  request,
                  owners -> {
                    Set<String> kept = new LinkedHashSet<>(owners);
                    kept.removeAll(named.isEmpty() ? owners : named);
                    return kept;
                  });
            })
        .then(Mono.defer(() -> Api.answer(thing.message("Delete", "sResponse"))));
  }

  Mono<ServerResponse> addToApp(ServerRequest request) {
    return add(OwnedThing.APP, request, request.pathVariable("user_id"));
  }

  Mono<ServerResponse> addToEntitlement(ServerRequest request) {
    return Api.read(request, OwnedThing.ENTITLEMENT.message("Add", "RequestInput"))
        .flatMap(
            message -> add(OwnedThing.ENTITLEMENT, request, message.path("userId").asString("")));
  }

  private Mono<ServerResponse> add(OwnedThing thing, ServerRequest request, String userId) {
    return change(
            thing,
            request,
            owners -> {
              Set<String> more = new LinkedHashSet<>(owners);
              more.add(userId);
              return more;
            })
        .then(Mono.defer(() -> Api.answer(thing.message("Add", "Response"))));
  }

  Mono<ServerResponse> remove(OwnedThing thing, ServerRequest request) {
    return change(
            thing,
            request,
            owners -> {
              Set<String> fewer = new LinkedHashSet<>(owners);
              fewer.remove(request.pathVariable("user_id"));
              return fewer;
            })
        .then(Mono.defer(() -> Api.answer(thing.message("Remove", "Response"))));
  }

  private Mono<Entity> change(
      OwnedThing thing, ServerRequest request, UnaryOperator<Set<String>> change) {
    return access
        .writableApp(Caller.of(request), request.pathVariable("app_id"))
        .then(owned(thing, request))
        .flatMap(
            found ->
                store.edit(
                    thing.kind(),
                    found.id(),
                    entity -> {
                      Set<String> before = new LinkedHashSet<>(entity.texts(Hidden.OWNERS));
                      List<String> after = List.copyOf(change.apply(before));
                      return check(thing, before, after)
                          .then(
                              Mono.fromSupplier(
                                  () -> {
                                    ObjectNode fields = entity.copy();
                                    fields.set(Hidden.OWNERS, Json.texts(after));
                                    return fields;
                                  }));
                    }));
  }

  /** Only people who are added must be there: somebody who left can stay until replaced. */
  private Mono<Void> check(OwnedThing thing, Set<String> before, List<String> after) {
    if (thing == OwnedThing.ENTITLEMENT && after.size() > MOST_OF_ENTITLEMENT) {
      return Mono.error(
          new ApiException(
              Code.INVALID_ARGUMENT,
              "Expected at most "
                  + MOST_OF_ENTITLEMENT
                  + " owners, but there were "
                  + after.size()
                  + "."));
    }
    return references.checkAll(
        "userIds", EntityKind.USER, after.stream().filter(id -> !before.contains(id)).toList());
  }

  private Mono<Entity> owned(OwnedThing thing, ServerRequest request) {
    String appId = request.pathVariable("app_id");
    return store
        .live(thing.kind(), thing.id(request))
        .filter(entity -> thing == OwnedThing.APP || entity.text("appId").equals(appId))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ApiException(
                        Code.NOT_FOUND,
                        "Expected "
                            + thing.kind().article()
                            + " \""
                            + thing.id(request)
                            + "\" in the app, but it has none.")));
  }

  private static Set<String> userIds(ObjectNode message) {
    Set<String> ids = new LinkedHashSet<>();
    message.path("userIds").forEach(each -> ids.add(each.asString("")));
    return ids;
  }
}
