package dev.gatehouse.model.policy;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A policy of the API ({@code c1.api.policy.v1.Policy}) as the core runs it. What this version does
 * not run is refused when it is saved, with the path of what it was, instead of being skipped
 * later.
 */
public final class PolicyReader {
  private static final String PREFIX = "POLICY_TYPE_";

  private PolicyReader() {}

  /**
   * Reads a policy.
   *
   * @throws ApiException INVALID_ARGUMENT, naming the path, for anything that cannot be run
   */
  public static Policy read(ObjectNode policy) {
    String baseline = policy.path("baselinePolicyId").asString("");
    PolicyType type = type(policy.path("policyType").asString(""));
    return new Policy(
        new PolicyId(policy.path("id").asString("new")),
        policy.path("displayName").asString(""),
        type,
        policy.path("systemBuiltin").asBoolean(false),
        steps(policy.path("policySteps")),
        policy.toString(),
        RuleJson.read(policy.path("rules")),
        baseline.isEmpty() ? null : new PolicyId(baseline));
  }

  /** The type behind its name in the API; unset means grant. */
  public static PolicyType type(String name) {
    if (name.isEmpty() || name.equals(PREFIX + "UNSPECIFIED")) {
      return PolicyType.GRANT;
    }
    return PolicyType.valueOf(name.substring(PREFIX.length()));
  }

  private static Map<String, List<PolicyStep>> steps(JsonNode policySteps) {
    Map<String, List<PolicyStep>> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : policySteps.properties()) {
      List<PolicyStep> steps = new ArrayList<>();
      JsonNode list = entry.getValue().path("steps");
      for (int i = 0; i < list.size(); i++) {
        steps.add(
            StepJson.read(list.get(i), "policySteps.%s.steps[%d]".formatted(entry.getKey(), i)));
      }
      all.put(entry.getKey(), List.copyOf(steps));
    }
    return all;
  }

  static ApiException unsupported(String path, String why) {
    return new ApiException(
        Code.INVALID_ARGUMENT, "Expected %s to be left out, since %s.".formatted(path, why));
  }
}
