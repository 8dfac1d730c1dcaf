package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.PolicyId;
import java.util.List;
import java.util.Map;

/**
 * A policy as it stood when a task took it.
 *
 * @param steps the steps by key; the baseline stands under {@link PolicyType#key()}
 * @param document the whole policy in the form of the API (JSON), shown with the task as its
 *     snapshot
 */
public record Policy(
    PolicyId id,
    String displayName,
    PolicyType type,
    boolean systemBuiltin,
    Map<String, List<PolicyStep>> steps,
    String document) {
  public Policy {
    steps = Map.copyOf(steps);
  }

  /** The steps that run where no rule says otherwise. */
  public List<PolicyStep> baseline() {
    return steps.getOrDefault(type.key(), List.of());
  }
}
