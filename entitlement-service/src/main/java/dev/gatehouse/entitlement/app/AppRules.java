package dev.gatehouse.entitlement.app;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** What must hold for an app. */
@Component
class AppRules {
  /** The fields that an update can change. */
  static final Set<String> MUTABLE =
      Set.of(
          "accessModel",
          "annotations",
          "appUserMapper",
          "certifyPolicyId",
          "connectorVersion",
          "defaultRequestCatalogId",
          "description",
          "displayName",
          "enableConnectorSourcedOwnership",
          "grantPolicyId",
          "iconUrl",
          "identityMatching",
          "instructions",
          "monthlyCostUsd",
          "revokeGrantSources",
          "revokePolicyId",
          "strictAccessEntitlementProvisioning");

  private static final List<EntityKind> CONTENT =
      List.of(
          EntityKind.ENTITLEMENT,
          EntityKind.RESOURCE,
          EntityKind.RESOURCE_TYPE,
          EntityKind.APP_USER,
          EntityKind.CONNECTOR);

  private final References references;
  private final EntityStore store;

  AppRules(References references, EntityStore store) {
    this.references = references;
    this.store = store;
  }

  Mono<Void> check(ObjectNode fields) {
    if (fields.path("displayName").asString("").isBlank()) {
      return Mono.error(
          new ApiException(
              Code.INVALID_ARGUMENT, "Expected displayName to be set, but it was blank."));
    }
    List<String> owners = Json.texts(fields.path(Hidden.OWNERS));
    return references
        .checkAll("owners", EntityKind.USER, owners)
        .then(references.checkPolicy(fields, "grantPolicyId", "POLICY_TYPE_GRANT"))
        .then(references.checkPolicy(fields, "revokePolicyId", "POLICY_TYPE_REVOKE"))
        .then(references.checkPolicy(fields, "certifyPolicyId", "POLICY_TYPE_CERTIFY"));
  }

  /** The content goes first, so that a delete that was broken off can be made again. */
  Mono<Void> deleteWithContent(String appId) {
    return Flux.fromIterable(CONTENT)
        .concatMap(
            kind ->
                store
                    .all(kind, and(eq("appId", appId), eq("deletedAt", null)))
                    .concatMap(each -> store.delete(kind, each.id())))
        .then(store.delete(EntityKind.APP, appId))
        .then();
  }
}
