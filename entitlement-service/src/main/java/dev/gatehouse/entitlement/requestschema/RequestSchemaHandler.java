package dev.gatehouse.entitlement.requestschema;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.core.access.Permission;
import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Creations;
import dev.gatehouse.entitlement.web.EntityView;
import dev.gatehouse.entitlement.web.FieldMask;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.form.FormJson;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Reads, creates, changes and deletes the forms of requests. */
@Component
class RequestSchemaHandler {
  private static final String MESSAGES = "c1.api.request_schema.v1.RequestSchemaService";
  private static final String ID = "request_schema_id";
  private static final Set<String> MUTABLE = Set.of("form", "justificationVisibility");
  private static final EntityView VIEW = new EntityView(List.of(), (schema, _) -> view(schema));

  private final EntityStore store;
  private final Answers answers;
  private final CatalogAccess access;
  private final Creations creations;

  RequestSchemaHandler(
      EntityStore store, Answers answers, CatalogAccess access, Creations creations) {
    this.store = store;
    this.answers = answers;
    this.access = access;
    this.creations = creations;
  }

  private static ObjectNode view(Entity schema) {
    ObjectNode view = schema.toApi();
    view.set("modifiedAt", schema.fields().path("updatedAt"));
    if (view.get("form") instanceof ObjectNode form) {
      form.put("id", schema.id());
    }
    return view;
  }

  Mono<ServerResponse> get(ServerRequest request) {
    return store
        .get(EntityKind.REQUEST_SCHEMA, request.pathVariable(ID))
        .flatMap(schema -> answer("GetResponse", schema));
  }

  Mono<ServerResponse> create(ServerRequest request) {
    access.require(Caller.of(request), Permission.WRITE_CATALOG);
    return Api.read(request, MESSAGES + "CreateRequest")
        .flatMap(
            message ->
                creations.create(
                    EntityKind.REQUEST_SCHEMA,
                    request,
                    message,
                    id -> Mono.fromSupplier(() -> fields(message))))
        .flatMap(schema -> answer("CreateResponse", schema));
  }

  private static ObjectNode fields(ObjectNode message) {
    ObjectNode form =
        Json.object()
            .put("displayName", message.path("name").asString(""))
            .put("description", message.path("description").asString(""));
    for (String list : List.of("fields", "fieldRelationships", "fieldGroups")) {
      if (message.has(list)) {
        form.set(list, message.get(list));
      }
    }
    ObjectNode fields = Json.object();
    fields.set("form", checked(form));
    if (message.has("justificationVisibility")) {
      fields.set("justificationVisibility", message.get("justificationVisibility"));
    }
    return fields;
  }

  /** The form as it will be read again; one that nobody could fill in is refused. */
  private static ObjectNode checked(ObjectNode form) {
    if (form.path("displayName").asString("").isBlank()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT, "Expected a name for the form, but it was blank.");
    }
    return FormJson.write(FormJson.read(form, "form"));
  }

  Mono<ServerResponse> update(ServerRequest request) {
    access.require(Caller.of(request), Permission.WRITE_CATALOG);
    return Api.read(request, MESSAGES + "UpdateRequestInput")
        .flatMap(
            message ->
                store.edit(
                    EntityKind.REQUEST_SCHEMA,
                    request.pathVariable(ID),
                    schema -> Mono.fromSupplier(() -> changed(schema, message))))
        .flatMap(schema -> answer("UpdateResponse", schema));
  }

  private static ObjectNode changed(Entity schema, ObjectNode message) {
    ObjectNode given = message.get("requestSchema") instanceof ObjectNode set ? set : Json.object();
    ObjectNode fields = FieldMask.of(message).apply(schema.fields(), given, MUTABLE);
    fields.set(
        "form", checked(fields.get("form") instanceof ObjectNode form ? form : Json.object()));
    return fields;
  }

  Mono<ServerResponse> delete(ServerRequest request) {
    access.require(Caller.of(request), Permission.WRITE_CATALOG);
    return store
        .delete(EntityKind.REQUEST_SCHEMA, request.pathVariable(ID), this::checkUnused)
        .then(Mono.defer(() -> Api.answer(MESSAGES + "DeleteResponse")));
  }

  private Mono<Void> checkUnused(Entity schema) {
    return store
        .first(
            EntityKind.ENTITLEMENT, and(eq("requestSchemaId", schema.id()), eq("deletedAt", null)))
        .flatMap(
            user ->
                Mono.error(
                    new ApiException(
                        Code.FAILED_PRECONDITION,
                        "Expected a request schema that nothing uses, but an entitlement uses it:"
                            + " \""
                            + user.text("displayName")
                            + "\".")));
  }

  private Mono<ServerResponse> answer(String message, Entity schema) {
    return answers.one(MESSAGES + message, "requestSchema", schema, VIEW);
  }
}
