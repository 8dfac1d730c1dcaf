package dev.gatehouse.entitlement.objects;

import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.internal.ObjectsAnswer;
import dev.gatehouse.model.internal.ObjectsRequest;
import dev.gatehouse.model.internal.OwnedAnswer;
import dev.gatehouse.rest.http.JsonBodies;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Answers the gateway: whole objects by their ids, and what a person is responsible for. */
@Component
class ObjectsHandler {
  private static final int LARGEST = 4 * 1024 * 1024;

  private final EntityStore store;

  ObjectsHandler(EntityStore store) {
    this.store = store;
  }

  Mono<ServerResponse> objects(ServerRequest request) {
    return JsonBodies.bytes(request, LARGEST)
        .map(body -> CoreJson.mapper().readValue(body, ObjectsRequest.class))
        .flatMap(this::find)
        .flatMap(answer -> JsonBodies.ok(CoreJson.write(answer)));
  }

  Mono<ServerResponse> owned(ServerRequest request) {
    String person =
        request
            .queryParam("userId")
            .filter(id -> !id.isBlank())
            .orElseThrow(
                () ->
                    new ApiException(
                        Code.INVALID_ARGUMENT, "Expected userId to be set, but it was missing."));
    return Mono.zip(
            live(EntityKind.APP, Hidden.OWNERS, person),
            live(EntityKind.ENTITLEMENT, Hidden.OWNERS, person),
            live(EntityKind.USER, "managerIds", person))
        .map(all -> new OwnedAnswer(all.getT1(), all.getT2(), all.getT3()))
        .flatMap(answer -> JsonBodies.ok(CoreJson.write(answer)));
  }

  private Mono<ObjectsAnswer> find(ObjectsRequest request) {
    Map<EntityKind, Set<String>> wanted =
        Map.of(
            EntityKind.USER, request.users(),
            EntityKind.APP, request.apps(),
            EntityKind.APP_USER, request.appUsers(),
            EntityKind.ENTITLEMENT, request.entitlements());
    return Flux.fromIterable(wanted.entrySet())
        .flatMap(each -> store.findAll(each.getKey(), each.getValue()))
        .flatMapIterable(Map::values)
        .<JsonNode>map(Entity::toExpanded)
        .collectList()
        .map(ObjectsAnswer::new);
  }

  private Mono<Set<String>> live(EntityKind kind, String field, String person) {
    return store
        .all(kind, eq(field, person))
        .filter(entity -> !entity.deleted())
        .map(Entity::id)
        .collect(Collectors.toSet());
  }
}
