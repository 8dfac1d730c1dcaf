package dev.gatehouse.core.task;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
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
 * @param begun where in the history the steps begin that were reached since the policy began, or
 *     began again; null for all of them
 */
public record PolicyRun(
    Policy policy,
    String generationId,
    @Nullable StepInstance current,
    List<PolicyStep> next,
    List<StepInstance> history,
    @Nullable Integer begun) {
  public PolicyRun {
    next = List.copyOf(next);
    history = List.copyOf(history);
  }

  /** A policy at its first step. */
  public PolicyRun(Policy policy, String generationId, List<PolicyStep> steps) {
    this(policy, generationId, null, steps, List.of(), null);
  }

  /** The steps that are over since the policy began, or began again; oldest first. */
  public List<StepInstance> reached() {
    return begun == null ? history : history.subList(begun, history.size());
  }

  /** Whoever approved one of those. */
  public List<UserId> approvers() {
    return reached().stream()
        .map(StepInstance::outcome)
        .filter(StepOutcome.Approved.class::isInstance)
        .map(outcome -> ((StepOutcome.Approved) outcome).by())
        .toList();
  }

  PolicyRun beginning(Policy newPolicy, String newGenerationId, List<PolicyStep> steps) {
    return new PolicyRun(newPolicy, newGenerationId, null, steps, history, history.size());
  }

  PolicyRun starting(StepInstance step) {
    List<PolicyStep> rest =
        next.isEmpty() || standsIn(step.id()) ? next : next.subList(1, next.size());
    return new PolicyRun(policy, generationId, step, rest, history, begun);
  }

  /** Whether a step takes the place of the one before it, so that none of those to come is used. */
  private boolean standsIn(StepId step) {
    return !history.isEmpty()
        && switch (history.getLast().outcome()) {
          case StepOutcome.Reassigned o -> o.next().equals(step);
          case StepOutcome.ReassignedByError o -> o.next().equals(step);
          case null, default -> false;
        };
  }

  PolicyRun replacingCurrent(StepInstance step) {
    return new PolicyRun(policy, generationId, step, next, history, begun);
  }

  PolicyRun ending(StepInstance ended) {
    List<StepInstance> all = new ArrayList<>(history);
    all.add(ended);
    return new PolicyRun(policy, generationId, null, next, all, begun);
  }

  PolicyRun with(List<PolicyStep> steps) {
    return new PolicyRun(policy, generationId, current, steps, history, begun);
  }
}
