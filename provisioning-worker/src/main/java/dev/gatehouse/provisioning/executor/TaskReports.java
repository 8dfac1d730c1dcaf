package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;

/** Tells a task what its attempt is doing. */
public interface TaskReports {
  /**
   * Whether the task waits for its attempt: it is open, not parked, and nobody wants to close it. A
   * wish to close it that comes later is kept until the attempt is over.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if that cannot be known
   */
  boolean awaits(ProvisioningAttempt attempt);

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
