package dev.gatehouse.provisioning.executor;

import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.schemas.Trace;

/**
 * Who may change an access right now. Throws {@link dev.gatehouse.runtime.DependencyDownException}
 * if whoever knows does not answer.
 */
public interface GrantLeases {
  LeaseAnswer take(LeaseRequest request, Trace trace);

  SettleAnswer settle(SettleRequest request, Trace trace);
}
