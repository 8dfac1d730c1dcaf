package dev.gatehouse.entitlement.entitlement;

import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
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

  private static final int MOST_OWNERS = 32;

  private final References references;

  EntitlementRules(References references) {
    this.references = references;
  }

  Mono<Void> check(ObjectNode fields) {
    return Mono.defer(
        () -> {
          checkAlone(fields);
          return checkReferences(fields);
        });
  }

  private Mono<Void> checkReferences(ObjectNode fields) {
    String appId = fields.path("appId").asString("");
    List<String> owners =
        fields.path(Hidden.OWNERS).valueStream().map(each -> each.asString("")).toList();
    return references
        .checkAll("appEntitlementOwnerIds", EntityKind.USER, owners)
        .then(references.checkInApp(fields, "appResourceTypeId", EntityKind.RESOURCE_TYPE, appId))
        .then(references.checkInApp(fields, "appResourceId", EntityKind.RESOURCE, appId))
        .then(references.checkPolicy(fields, "grantPolicyId", "POLICY_TYPE_GRANT"))
        .then(references.checkPolicy(fields, "emergencyGrantPolicyId", "POLICY_TYPE_GRANT"))
        .then(references.checkPolicy(fields, "revokePolicyId", "POLICY_TYPE_REVOKE"))
        .then(references.checkPolicy(fields, "certifyPolicyId", "POLICY_TYPE_CERTIFY"))
        .then(checkConnector(fields.path("provisionerPolicy")))
        .then(checkConnector(fields.path("deprovisionerPolicy")));
  }

  private Mono<Void> checkConnector(JsonNode provision) {
    return provision.path("connector").path("defaultBehavior") instanceof ObjectNode behavior
        ? references.check(behavior, "connectorId", EntityKind.CONNECTOR)
        : Mono.empty();
  }

  /** What can be told without looking anything up. */
  static void checkAlone(ObjectNode fields) {
    if (fields.path("displayName").asString("").isBlank()) {
      throw refused("Expected displayName to be set, but it was blank.");
    }
    if (fields.path(Hidden.OWNERS).size() > MOST_OWNERS) {
      throw refused(
          "Expected at most "
              + MOST_OWNERS
              + " owners, but there were "
              + fields.path(Hidden.OWNERS).size()
              + ".");
    }
    String longest = fields.path("durationGrant").asString("");
    if (!longest.isEmpty() && !Durations.parse(longest).isPositive()) {
      throw refused("Expected durationGrant to be longer than 0s, but it was \"" + longest + "\".");
    }
    if (fields.hasNonNull("durationGrant") && fields.hasNonNull("durationUnset")) {
      throw refused("Expected at most one of durationGrant and durationUnset, but both were set.");
    }
    if (fields.path("emergencyGrantEnabled").asBoolean(false)
        && fields.path("emergencyGrantPolicyId").asString("").isEmpty()) {
      throw refused(
          "Expected emergencyGrantPolicyId to be set where emergencyGrantEnabled is, but it was"
              + " not.");
    }
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
