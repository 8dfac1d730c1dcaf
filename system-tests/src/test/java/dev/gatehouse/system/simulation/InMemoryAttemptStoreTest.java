package dev.gatehouse.system.simulation;

import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.system.provisioning.AttemptStoreContract;
import dev.gatehouse.testkit.ManualClock;
import java.time.Instant;

/** The store that the simulation uses is like the one on MongoDB. */
class InMemoryAttemptStoreTest extends AttemptStoreContract {
  @Override
  protected AttemptStore openStore() {
    return new InMemoryAttemptStore(new ManualClock(Instant.parse("2026-11-22T10:00:00Z")));
  }
}
