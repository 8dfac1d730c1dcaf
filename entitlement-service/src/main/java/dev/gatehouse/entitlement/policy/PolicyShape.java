package dev.gatehouse.entitlement.policy;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.policy.PolicyReader;
import dev.gatehouse.model.policy.RuleJson;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be told of a policy without looking anything up. */
public final class PolicyShape {
  private static final int MOST_RULES = 16;
  private static final int MOST_ANNOTATIONS = 16;
  private static final String RESERVED = "c1/";

  private PolicyShape() {}

  /**
   * Refuses a policy that cannot run; one without a type is about grants.
   *
   * @throws ApiException INVALID_ARGUMENT
   */
  public static Policy check(String id, ObjectNode policy) {
    if (policy.path("displayName").asString("").isBlank()) {
      throw refused("Expected displayName to be set, but it was blank.");
    }
    if (PolicyReader.type(policy.path("policyType").asString("")) == PolicyType.GRANT) {
      policy.put("policyType", "POLICY_TYPE_GRANT");
    }
    RuleJson.writeBothSpellings(policy.path("rules"));
    Policy runnable = PolicyReader.read(policy);
    if (runnable.others().stream().anyMatch(other -> other.value().equals(id))) {
      throw refused("Expected a policy to name other policies, but it named itself.");
    }
    checkBaseline(runnable);
    checkRules(runnable);
    checkAnnotations(policy.path("annotations"));
    ArrayNode named = Json.array();
    PolicyReferences.of(policy).ids(EntityKind.POLICY).forEach(named::add);
    policy.set(Hidden.NAMED_POLICIES, named);
    return runnable;
  }

  private static void checkBaseline(Policy policy) {
    String key = policy.type().key();
    if (policy.baselinePolicyId() == null && policy.baseline().isEmpty()) {
      throw refused(
          "Expected policySteps to hold steps under \"" + key + "\", but there were none.");
    }
    if (policy.baselinePolicyId() != null && !policy.baseline().isEmpty()) {
      throw refused(
          "Expected either baselinePolicyId or steps under \"" + key + "\", but there were both.");
    }
  }

  private static void checkRules(Policy policy) {
    List<Rule> rules = policy.rulesInOrder();
    if (rules.size() > MOST_RULES) {
      throw refused(
          "Expected at most " + MOST_RULES + " rules, but there were " + rules.size() + ".");
    }
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).outcome() instanceof Rule.Steps steps) {
        List<PolicyStep> named = policy.steps().getOrDefault(steps.key(), List.of());
        if (named.isEmpty()) {
          throw refused(
              "Expected policySteps to hold steps under \""
                  + steps.key()
                  + "\", which rules["
                  + i
                  + "] names, but there were none.");
        }
      }
    }
  }

  private static void checkAnnotations(JsonNode annotations) {
    if (annotations.size() > MOST_ANNOTATIONS) {
      throw refused(
          "Expected at most "
              + MOST_ANNOTATIONS
              + " annotations, but there were "
              + annotations.size()
              + ".");
    }
    for (String name : annotations.propertyNames()) {
      if (name.startsWith(RESERVED)) {
        throw refused(
            "Expected annotations of your own, but \"" + name + "\" begins with " + RESERVED + ".");
      }
    }
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
