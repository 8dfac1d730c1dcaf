package dev.gatehouse.provisioning.attempt;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;

/** One attempt of one step of one task; whatever is done for it twice is done for the same id. */
public record AttemptId(TaskId taskId, StepId stepId, int number) {
  @Override
  public String toString() {
    return taskId + "/" + stepId + "/" + number;
  }
}
