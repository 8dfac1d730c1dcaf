package dev.gatehouse.testkit.store;

import dev.gatehouse.runtime.store.TaskStore;
import java.time.Clock;

class InMemoryTaskStoreTest extends TaskStoreContract {
  @Override
  protected TaskStore store() {
    return new InMemoryTaskStore(Clock.systemUTC());
  }
}
