package dev.gatehouse.entitlement.importing;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.policy.PolicyReader;
import java.util.Map;
import java.util.Set;

/** The names of one object: the file's own come first; what is named is remembered as needed. */
record DraftNames(Draft draft, ImportFile file, OutsideNames outside) implements Names {
  private static final Map<String, String> POLICY_TYPES =
      Map.of(
          "grantPolicyId", "POLICY_TYPE_GRANT",
          "emergencyGrantPolicyId", "POLICY_TYPE_GRANT",
          "revokePolicyId", "POLICY_TYPE_REVOKE",
          "certifyPolicyId", "POLICY_TYPE_CERTIFY");

  /** What a policy names here must be of its own type. */
  private static final Set<String> OF_ONE_TYPE = Set.of("policyId", "baselinePolicyId");

  @Override
  public String id(EntityKind kind, String field, String text) {
    Draft own = file.find(kind, text);
    if (own != null) {
      checkType(field, text, own.line().path("policyType").asString(""));
      draft.dependsOn(own);
      return own.id();
    }
    Entity entity = outside.find(kind, text);
    if (entity == null) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected "
              + field
              + " to name "
              + kind.article()
              + ", but there is no \""
              + text
              + "\".");
    }
    checkType(field, text, entity.text("policyType"));
    return entity.id();
  }

  private void checkType(String field, String text, String type) {
    String wanted = POLICY_TYPES.get(field);
    if (wanted == null && draft.kind() == EntityKind.POLICY && OF_ONE_TYPE.contains(field)) {
      wanted = "POLICY_TYPE_" + PolicyReader.type(draft.line().path("policyType").asString(""));
    }
    if (wanted != null && PolicyReader.type(type) != PolicyReader.type(wanted)) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected "
              + field
              + " to name a policy of type "
              + wanted
              + ", but \""
              + text
              + "\" is of another.");
    }
  }
}
