package dev.gatehouse.entitlement.entitlement;

import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Json;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What must hold for an entitlement. */
@Component
class EntitlementRules {
  /** The fields that an update can change. */
  static final Set<String> MUTABLE =
      Set.of(
          "alias",
          "annotations",
          "appResourceId",
          "appResourceTypeId",
          "certifyPolicyId",
          "complianceFrameworkValueIds",
          "defaultValuesApplied",
          "deprovisionerPolicy",
          "description",
          "displayName",
          "durationGrant",
          "durationUnset",
          "emergencyGrantEnabled",
          "emergencyGrantPolicyId",
          "grantPolicyId",
          "isManuallyManaged",
          "matchBatonId",
          "overrideAccessRequestsDefaults",
          "provisionerPolicy",
          "purpose",
          "requestSchemaId",
          "revokePolicyId",
          "riskLevelValueId",
          "slug");

  private final References references;

  EntitlementRules(References references) {
    this.references = references;
  }

  Mono<Void> check(ObjectNode fields) {
    return Mono.defer(
        () -> {
          EntitlementChecks.check(fields);
          return checkReferences(fields);
        });
  }

  private Mono<Void> checkReferences(ObjectNode fields) {
    String appId = fields.path("appId").asString("");
    List<String> owners = Json.texts(fields.path(Hidden.OWNERS));
    return references
        .checkAll("appEntitlementOwnerIds", EntityKind.USER, owners)
        .then(references.checkInApp(fields, "appResourceTypeId", EntityKind.RESOURCE_TYPE, appId))
        .then(references.checkInApp(fields, "appResourceId", EntityKind.RESOURCE, appId))
        .then(references.checkPolicy(fields, "grantPolicyId", "POLICY_TYPE_GRANT"))
        .then(references.checkPolicy(fields, "emergencyGrantPolicyId", "POLICY_TYPE_GRANT"))
        .then(references.checkPolicy(fields, "revokePolicyId", "POLICY_TYPE_REVOKE"))
        .then(references.checkPolicy(fields, "certifyPolicyId", "POLICY_TYPE_CERTIFY"))
        .then(references.check(fields, "requestSchemaId", EntityKind.REQUEST_SCHEMA))
        .then(checkConnector(fields.path("provisionerPolicy")))
        .then(checkConnector(fields.path("deprovisionerPolicy")));
  }

  private Mono<Void> checkConnector(JsonNode provision) {
    return provision.path("connector").path("defaultBehavior") instanceof ObjectNode behavior
        ? references.check(behavior, "connectorId", EntityKind.CONNECTOR)
        : Mono.empty();
  }
}
