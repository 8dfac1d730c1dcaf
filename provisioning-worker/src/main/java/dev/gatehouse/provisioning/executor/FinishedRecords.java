package dev.gatehouse.provisioning.executor;

import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;

/** Tells tasks that an attempt is over: first made, then stored, then published. */
public interface FinishedRecords {
  /**
   * The record that tells it.
   *
   * @param error why it failed; empty for success
   */
  Finished make(ProvisioningAttempt attempt, String error);

  /**
   * Publishes a record; it is safe once this returns.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if it may not be
   */
  void publish(Finished record);
}
