package dev.gatehouse.entitlement.policy;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.policy.PolicyReader;
import tools.jackson.databind.node.ObjectNode;

/** What can be told of a policy without looking anything up. */
public final class PolicyShape {
  private PolicyShape() {}

  /**
   * Refuses a policy that cannot run; one without a type is about grants.
   *
   * @throws ApiException INVALID_ARGUMENT
   */
  public static void check(String id, ObjectNode policy) {
    if (policy.path("displayName").asString("").isBlank()) {
      throw refused("Expected displayName to be set, but it was blank.");
    }
    if (PolicyReader.type(policy.path("policyType").asString("")) == PolicyType.GRANT) {
      policy.put("policyType", "POLICY_TYPE_GRANT");
    }
    boolean ofItself =
        policy.path("baselinePolicyId").asString("").equals(id)
            || policy
                .path("rules")
                .valueStream()
                .anyMatch(rule -> rule.path("policyId").asString("").equals(id));
    if (ofItself) {
      throw refused("Expected a policy to name other policies, but it named itself.");
    }
    Policy runnable = PolicyReader.read(policy);
    if (runnable.baseline().isEmpty()) {
      throw refused(
          "Expected policySteps to hold steps under \""
              + runnable.type().key()
              + "\", but there were none.");
    }
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
