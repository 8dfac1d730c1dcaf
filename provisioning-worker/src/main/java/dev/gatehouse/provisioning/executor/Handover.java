package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import java.util.Set;

/** Where attempts are handed over to be carried out. */
public interface Handover {
  /** Hands an attempt over; where there is no room for it, the sweeper finds it later. */
  void offer(ConnectorId connector, AttemptId id);

  /** Hands over an attempt that this worker has claimed, until this deadline. */
  void begin(ProvisioningAttempt claimed, Deadline deadline);

  /** How many more attempts of this connector would be carried out at once. */
  int free(ConnectorId connector);

  /** The connectors that have enough to do. */
  Set<ConnectorId> busy();
}
