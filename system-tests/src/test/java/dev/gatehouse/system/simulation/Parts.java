package dev.gatehouse.system.simulation;

import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.executor.GrantLeases;
import dev.gatehouse.runtime.facts.CatalogFacts;
import dev.gatehouse.runtime.store.TaskStore;
import java.time.Clock;

/**
 * What a worker of the simulation is made of. These are the right parts; a planted fault puts a
 * wrong one in the place of one of them.
 */
class Parts {
  TaskStore tasks(TaskStore right) {
    return right;
  }

  InMemoryAttemptStore attemptStore(Clock clock) {
    return new InMemoryAttemptStore(clock);
  }

  AttemptStore attempts(AttemptStore right) {
    return right;
  }

  GrantLeases leases(GrantLeases right) {
    return right;
  }

  CatalogFacts catalog(CatalogFacts right) {
    return right;
  }

  boolean commitsFirst() {
    return false;
  }
}
