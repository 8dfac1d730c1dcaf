package dev.gatehouse.entitlement.access;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Checks that what a message names is there. */
@Component
public class References {
  private final EntityStore store;

  References(EntityStore store) {
    this.store = store;
  }

  /** The field, where it is set, must name a live entity of the kind. */
  public Mono<Void> check(ObjectNode message, String field, EntityKind kind) {
    String id = message.path(field).asString("");
    return id.isEmpty() ? Mono.empty() : find(field, kind, id).then();
  }

  /** The field, where it is set, must name a live entity of the kind that lies in the app. */
  public Mono<Void> checkInApp(ObjectNode message, String field, EntityKind kind, String appId) {
    String id = message.path(field).asString("");
    if (id.isEmpty()) {
      return Mono.empty();
    }
    return find(field, kind, id)
        .filter(entity -> entity.text("appId").equals(appId))
        .switchIfEmpty(Mono.error(() -> none(field, kind, id)))
        .then();
  }

  /** The field, where it is set, must name a policy of this type. */
  public Mono<Void> checkPolicy(ObjectNode message, String field, String policyType) {
    String id = message.path(field).asString("");
    if (id.isEmpty()) {
      return Mono.empty();
    }
    return find(field, EntityKind.POLICY, id)
        .flatMap(
            policy ->
                policy.text("policyType").equals(policyType)
                    ? Mono.<Void>empty()
                    : Mono.error(
                        new ApiException(
                            Code.INVALID_ARGUMENT,
                            "Expected "
                                + field
                                + " to name a policy of type "
                                + policyType
                                + ", but \""
                                + id
                                + "\" is of type "
                                + policy.text("policyType")
                                + ".")));
  }

  /** Each of these ids must name a live entity of the kind. */
  public Mono<Void> checkAll(String field, EntityKind kind, List<String> ids) {
    return store
        .findAll(kind, ids)
        .flatMapMany(
            found ->
                Flux.fromIterable(ids)
                    .filter(
                        id -> {
                          Entity entity = found.get(id);
                          return entity == null || entity.deleted();
                        }))
        .next()
        .flatMap(id -> Mono.error(none(field, kind, id)));
  }

  private Mono<Entity> find(String field, EntityKind kind, String id) {
    return store
        .find(kind, id)
        .filter(entity -> !entity.deleted())
        .switchIfEmpty(Mono.error(() -> none(field, kind, id)));
  }

  private static ApiException none(String field, EntityKind kind, String id) {
    return new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected " + field + " to name " + kind.article() + ", but there is no \"" + id + "\".");
  }
}
