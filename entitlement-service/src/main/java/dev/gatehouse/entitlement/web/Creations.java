package dev.gatehouse.entitlement.web;

import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.http.IdempotencyKey;
import dev.gatehouse.rest.http.RequestHash;
import dev.gatehouse.rest.security.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates what requests ask for. With an {@code Idempotency-Key} the id follows from caller,
 * address and key, so that a repeat finds what its first run made.
 */
@Component
public class Creations {
  private static final int LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final EntityStore store;

  Creations(EntityStore store) {
    this.store = store;
  }

  /**
   * The new entity, or the one that the same request made before.
   *
   * @param message the body, as its shape has read it
   * @param fields checks the request and gives the fields of the entity with this id
   */
  public Mono<Entity> create(
      EntityKind kind,
      ServerRequest request,
      ObjectNode message,
      Function<String, Mono<ObjectNode>> fields) {
    Optional<String> key = IdempotencyKey.of(request);
    if (key.isEmpty()) {
      String id = DerivedId.of("fresh", UUID.randomUUID().toString());
      return fields.apply(id).flatMap(made -> store.create(Entity.create(kind, id, made)));
    }
    String id =
        DerivedId.of("created", Caller.of(request).userId().value(), request.path(), key.get());
    String hash = RequestHash.of(message);
    Mono<Entity> earlier = store.find(kind, id).map(found -> sameRequest(found, hash));
    Mono<Entity> now =
        Mono.defer(() -> fields.apply(id))
            .map(made -> made.put(Hidden.REQUEST_HASH, hash))
            .flatMap(made -> store.create(Entity.create(kind, id, made)));
    return earlier.switchIfEmpty(
        now.onErrorResume(
            Creations::isThere, taken -> soon(earlier).switchIfEmpty(Mono.error(taken))));
  }

  /** What another run is just writing can be read once a majority has it. */
  private static Mono<Entity> soon(Mono<Entity> earlier) {
    return earlier.repeatWhenEmpty(looks -> looks.take(LOOKS).delayElements(BETWEEN_LOOKS));
  }

  /** Two that run at once: one of them makes it. */
  private static boolean isThere(Throwable failure) {
    return failure instanceof ApiException refusal && refusal.error().code() == Code.ALREADY_EXISTS;
  }

  private static Entity sameRequest(Entity found, String hash) {
    if (!found.text(Hidden.REQUEST_HASH).equals(hash)) {
      throw new ApiException(
          Code.ABORTED,
          "Expected the same request under the same Idempotency-Key, but it was made with another"
              + " one before.");
    }
    return found;
  }
}
