package dev.gatehouse.entitlement.policy;

import dev.gatehouse.core.access.Permission;
import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Search;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.Creations;
import dev.gatehouse.entitlement.web.EntityView;
import dev.gatehouse.entitlement.web.FieldMask;
import dev.gatehouse.entitlement.web.Pages;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, reads, creates, changes and deletes policies. */
@Component
class PolicyHandler {
  private static final String ANNOTATIONS = "annotations";

  private final EntityStore store;
  private final Pages pages;
  private final Answers answers;
  private final CatalogAccess access;
  private final PolicyRules rules;
  private final Creations creations;

  PolicyHandler(
      EntityStore store,
      Pages pages,
      Answers answers,
      CatalogAccess access,
      PolicyRules rules,
      Creations creations) {
    this.store = store;
    this.pages = pages;
    this.answers = answers;
    this.access = access;
    this.rules = rules;
    this.creations = creations;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    return pages
        .list(EntityKind.POLICY, request)
        .flatMap(
            page -> answers.page("c1.api.policy.v1.ListPolicyResponse", page, EntityView.PLAIN));
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return Api.read(request, "c1.api.policy.v1.SearchPoliciesRequest")
        .flatMap(message -> pages.found(EntityKind.POLICY, filter(message), message))
        .flatMap(
            page ->
                answers.page("c1.api.policy.v1.SearchPoliciesResponse", page, EntityView.PLAIN));
  }

  private static Bson filter(ObjectNode message) {
    return Search.by(message)
        .live()
        .words()
        .equal("displayName", "displayName")
        .anyOf("policyTypes", "policyType")
        .noneOf("excludePolicyIds", "_id")
        .refs("refs")
        .equal("scopeAppId", "scope.appId")
        .equal("scopeAppEntitlementId", "scope.appEntitlementId")
        .filter();
  }

  Mono<ServerResponse> get(ServerRequest request) {
    return store
        .get(EntityKind.POLICY, request.pathVariable("id"))
        .flatMap(policy -> answer("c1.api.policy.v1.GetPolicyResponse", policy));
  }

  Mono<ServerResponse> create(ServerRequest request) {
    access.require(Caller.of(request), Permission.WRITE_CATALOG);
    return Api.read(request, "c1.api.policy.v1.CreatePolicyRequest")
        .flatMap(
            message -> {
              ObjectNode fields = message.deepCopy();
              return creations.create(
                  EntityKind.POLICY,
                  request,
                  message,
                  id -> rules.check(id, fields).thenReturn(fields));
            })
        .flatMap(policy -> answer("c1.api.policy.v1.CreatePolicyResponse", policy));
  }

  Mono<ServerResponse> update(ServerRequest request) {
    access.require(Caller.of(request), Permission.WRITE_CATALOG);
    return Api.read(request, "c1.api.policy.v1.UpdatePolicyRequestInput")
        .flatMap(
            message ->
                store.edit(
                    EntityKind.POLICY,
                    request.pathVariable("id"),
                    policy -> {
                      checkNotBuiltIn(policy, "change");
                      ObjectNode given =
                          message.get("policy") instanceof ObjectNode set ? set : Json.object();
                      ObjectNode fields = changed(policy, given, FieldMask.of(message));
                      return rules.checkChange(policy, fields).thenReturn(fields);
                    }))
        .flatMap(policy -> answer("c1.api.policy.v1.UpdatePolicyResponse", policy));
  }

  private static ObjectNode changed(Entity policy, ObjectNode given, FieldMask mask) {
    ObjectNode fields = mask.apply(policy.fields(), given, PolicyRules.MUTABLE);
    if (mask.names().isEmpty() || mask.names().contains(ANNOTATIONS)) {
      fields.set(ANNOTATIONS, merged(policy.fields().path(ANNOTATIONS), given.path(ANNOTATIONS)));
    }
    return fields;
  }

  /** Annotations that are not named stay as they are, and empty ones go. */
  private static ObjectNode merged(JsonNode stored, JsonNode given) {
    ObjectNode merged = Json.object();
    stored.forEachEntry(merged::set);
    given.forEachEntry(
        (name, value) -> {
          if (value.asString("").isEmpty()) {
            merged.remove(name);
          } else {
            merged.set(name, value);
          }
        });
    return merged;
  }

  Mono<ServerResponse> delete(ServerRequest request) {
    access.require(Caller.of(request), Permission.WRITE_CATALOG);
    String id = request.pathVariable("id");
    return store
        .delete(
            EntityKind.POLICY,
            id,
            policy -> {
              checkNotBuiltIn(policy, "delete");
              return rules.checkUnused(policy);
            })
        .then(Mono.defer(() -> Api.answer("c1.api.policy.v1.DeletePolicyResponse")));
  }

  private static void checkNotBuiltIn(Entity policy, String what) {
    if (policy.fields().path("systemBuiltin").asBoolean(false)) {
      throw new ApiException(
          Code.FAILED_PRECONDITION,
          "Expected to " + what + " a policy of your own, but this one is built in.");
    }
  }

  private Mono<ServerResponse> answer(String message, Entity policy) {
    return answers.one(message, "policy", policy, EntityView.PLAIN);
  }
}
