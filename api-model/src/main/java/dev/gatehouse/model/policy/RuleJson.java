package dev.gatehouse.model.policy;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of a policy ({@code c1.api.policy.v1.Rule}). The key of steps has two spellings: {@code
 * stepKey}, and {@code policyKey} from before; either will do, and both are answered.
 */
public final class RuleJson {
  private RuleJson() {}

  static List<Rule> read(JsonNode rules) {
    List<Rule> all = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      all.add(read(rules.get(i), "rules[" + i + "]"));
    }
    return all;
  }

  private static Rule read(JsonNode rule, String path) {
    String condition = rule.path("condition").asString("");
    if (condition.isBlank()) {
      throw refused("Expected %s.condition to be an expression, but it was blank.", path);
    }
    String key = key(rule, path);
    String policyId = rule.path("policyId").asString("");
    if (key.isEmpty() == policyId.isEmpty()) {
      throw refused(
          key.isEmpty()
              ? "Expected %s to name a stepKey or a policyId, but it named neither."
              : "Expected %s to name either a stepKey or a policyId, but it named both.",
          path);
    }
    return new Rule(
        condition, key.isEmpty() ? new Rule.Another(new PolicyId(policyId)) : new Rule.Steps(key));
  }

  private static String key(JsonNode rule, String path) {
    String key = rule.path("stepKey").asString("");
    String older = rule.path("policyKey").asString("");
    if (!key.isEmpty() && !older.isEmpty() && !key.equals(older)) {
      throw refused(
          "Expected stepKey and policyKey of %s to be the same, but they were not.", path);
    }
    return key.isEmpty() ? older : key;
  }

  /** Writes the key of steps in both spellings, in place. */
  public static void writeBothSpellings(JsonNode rules) {
    for (JsonNode each : rules) {
      if (each instanceof ObjectNode rule) {
        String key = key(rule, "a rule");
        rule.put("policyKey", key);
        if (key.isEmpty()) {
          rule.remove("stepKey");
        } else {
          rule.put("stepKey", key);
        }
      }
    }
  }

  private static ApiException refused(String sentence, String path) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence.formatted(path));
  }
}
