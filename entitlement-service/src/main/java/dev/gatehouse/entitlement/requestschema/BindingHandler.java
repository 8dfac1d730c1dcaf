package dev.gatehouse.entitlement.requestschema;

import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Says which form requests for an entitlement have to fill in. */
@Component
class BindingHandler {
  private static final String MESSAGES = "c1.api.request_schema.v1.RequestSchemaService";
  private static final String BOUND = "requestSchemaId";

  private final EntityStore store;
  private final CatalogAccess access;
  private final References references;

  BindingHandler(EntityStore store, CatalogAccess access, References references) {
    this.store = store;
    this.access = access;
    this.references = references;
  }

  /** The form of an entitlement; an empty id where it has none, which is no error. */
  Mono<ServerResponse> find(ServerRequest request) {
    return Api.read(request, MESSAGES + "FindBindingForAppEntitlementRequest")
        .flatMap(
            message ->
                store
                    .find(EntityKind.ENTITLEMENT, entitlementId(message))
                    .map(entitlement -> entitlement.text(BOUND))
                    .defaultIfEmpty("")
                    .flatMap(
                        schema -> answer("FindBindingForAppEntitlementResponse", message, schema)));
  }

  Mono<ServerResponse> create(ServerRequest request) {
    return Api.read(request, MESSAGES + "CreateEntitlementBindingRequest")
        .flatMap(
            message -> {
              String schema = message.path(BOUND).asString("");
              if (schema.isEmpty()) {
                throw new ApiException(
                    Code.INVALID_ARGUMENT,
                    "Expected requestSchemaId to name a request schema, but it was empty.");
              }
              return references
                  .check(message, BOUND, EntityKind.REQUEST_SCHEMA)
                  .then(Mono.defer(() -> bind(request, message, schema)))
                  .then(
                      Mono.defer(
                          () -> answer("CreateEntitlementBindingResponse", message, schema)));
            });
  }

  Mono<ServerResponse> remove(ServerRequest request) {
    return Api.read(request, MESSAGES + "RemoveEntitlementBindingRequest")
        .flatMap(message -> bind(request, message, ""))
        .then(Mono.defer(() -> Api.answer(MESSAGES + "RemoveEntitlementBindingResponse")));
  }

  private Mono<Entity> bind(ServerRequest request, ObjectNode message, String schema) {
    ObjectNode ref = message.get("entitlementRef") instanceof ObjectNode set ? set : Json.object();
    String app = ref.path("appId").asString("");
    return access
        .writableApp(Caller.of(request), app)
        .then(
            Mono.defer(
                () ->
                    store.edit(
                        EntityKind.ENTITLEMENT,
                        entitlementId(message),
                        entitlement -> Mono.fromSupplier(() -> bound(entitlement, app, schema)))));
  }

  private static ObjectNode bound(Entity entitlement, String app, String schema) {
    if (!entitlement.text("appId").equals(app)) {
      throw new ApiException(
          Code.NOT_FOUND, "Expected an entitlement of this app, but it belongs to another one.");
    }
    return schema.isEmpty()
        ? entitlement.copy().without(BOUND)
        : entitlement.copy().put(BOUND, schema);
  }

  private static String entitlementId(ObjectNode message) {
    return message.path("entitlementRef").path("id").asString("");
  }

  private static Mono<ServerResponse> answer(String name, ObjectNode message, String schema) {
    ObjectNode answer = Json.object();
    if (message.has("entitlementRef")) {
      answer.set("entitlementRef", message.path("entitlementRef"));
    }
    return Api.answer(MESSAGES + name, answer.put(BOUND, schema));
  }
}
