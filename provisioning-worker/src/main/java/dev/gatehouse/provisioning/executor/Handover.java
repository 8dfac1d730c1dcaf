package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.provisioning.attempt.AttemptId;
import java.util.Set;

/** Where attempts are handed over to be carried out. */
public interface Handover {
  /** Hands an attempt over; where there is no room for it, the sweeper finds it later. */
  void offer(ConnectorId connector, AttemptId id);

  /** The connectors that have enough to do. */
  Set<ConnectorId> busy();
}
