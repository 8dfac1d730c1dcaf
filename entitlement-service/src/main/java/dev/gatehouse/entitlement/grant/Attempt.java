package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;

/** Who works on a grant: one attempt of one step of one task. */
record Attempt(TaskId taskId, StepId stepId, int number) {
  boolean sameStep(Attempt other) {
    return taskId.equals(other.taskId) && stepId.equals(other.stepId);
  }
}
