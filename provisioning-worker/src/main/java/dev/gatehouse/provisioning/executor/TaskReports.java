package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;

/** Tells a task what its attempt is doing. */
public interface TaskReports {
  /**
   * The task knows it once this returns.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if it may not know it
   */
  Reported report(ProvisioningAttempt attempt, StepInstance.AttemptState state);

  /** What the task says to it. */
  sealed interface Reported {
    /** It is noted. */
    record Noted() implements Reported {}

    /** The task does not take it. */
    record Refused(Reason reason, String sentence) implements Reported {}
  }
}
