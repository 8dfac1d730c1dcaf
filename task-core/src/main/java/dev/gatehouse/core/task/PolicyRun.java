package dev.gatehouse.core.task;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.step.StepInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy being run by a task (the API's policy instance).
 *
 * @param generationId changes whenever the policy of a task is swapped
 * @param current the step that is going on; null before the first and after the last
 * @param next the steps still to come
 * @param history the steps that were reached and are over, oldest first
 */
public record PolicyRun(
    Policy policy,
    String generationId,
    @Nullable StepInstance current,
    List<PolicyStep> next,
    List<StepInstance> history) {
  public PolicyRun {
    next = List.copyOf(next);
    history = List.copyOf(history);
  }

  PolicyRun starting(StepInstance step) {
    List<PolicyStep> rest = next.isEmpty() ? next : next.subList(1, next.size());
    return new PolicyRun(policy, generationId, step, rest, history);
  }

  PolicyRun replacingCurrent(StepInstance step) {
    return new PolicyRun(policy, generationId, step, next, history);
  }

  PolicyRun ending(StepInstance ended) {
    List<StepInstance> all = new ArrayList<>(history);
    all.add(ended);
    return new PolicyRun(policy, generationId, null, next, all);
  }

  PolicyRun with(List<PolicyStep> steps) {
    return new PolicyRun(policy, generationId, current, steps, history);
  }
}
