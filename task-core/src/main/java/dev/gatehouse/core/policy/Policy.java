package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.PolicyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is defined, and as it stood when a task took it.
 *
 * @param steps the steps by key; the baseline stands under {@link PolicyType#key()}
 * @param document the whole policy in the form of the API (JSON), shown with the task as its
 *     snapshot
 * @param rules tried in their order before the baseline; null for none
 * @param baselinePolicyId the policy that stands in for the baseline; null for none
 */
public record Policy(
    PolicyId id,
    String displayName,
    PolicyType type,
    boolean systemBuiltin,
    Map<String, List<PolicyStep>> steps,
    String document,
    @Nullable List<Rule> rules,
    @Nullable PolicyId baselinePolicyId) {
  /** Over so many others, one named by the other, a policy may lead to its steps. */
  public static final int MOST_OTHERS = 5;

  public Policy {
    steps = Map.copyOf(steps);
    rules = rules == null || rules.isEmpty() ? null : List.copyOf(rules);
  }

  /** A policy that always takes its baseline. */
  public Policy(
      PolicyId id,
      String displayName,
      PolicyType type,
      boolean systemBuiltin,
      Map<String, List<PolicyStep>> steps,
      String document) {
    this(id, displayName, type, systemBuiltin, steps, document, null, null);
  }

  /** The steps that run where no rule says otherwise. */
  public List<PolicyStep> baseline() {
    return steps.getOrDefault(type.key(), List.of());
  }

  /** Whether which steps run depends on the request. */
  public boolean conditional() {
    return rules != null || baselinePolicyId != null;
  }

  /** The rules in the order in which they are tried. */
  public List<Rule> rulesInOrder() {
    return rules == null ? List.of() : rules;
  }

  /** The policies that may decide in its place, in the order in which it names them. */
  public List<PolicyId> others() {
    List<PolicyId> others = new ArrayList<>();
    for (Rule rule : rulesInOrder()) {
      if (rule.outcome() instanceof Rule.Another another) {
        others.add(another.policyId());
      }
    }
    if (baselinePolicyId != null) {
      others.add(baselinePolicyId);
    }
    return others.stream().distinct().toList();
  }

  /**
   * The policy as a task takes it: what was chosen for the task is its baseline from now on,
   * however its rules or other policies change.
   */
  public Policy taking(List<PolicyStep> chosen) {
    Map<String, List<PolicyStep>> all = new HashMap<>(steps);
    all.put(type.key(), chosen);
    return new Policy(id, displayName, type, systemBuiltin, all, document);
  }
}
