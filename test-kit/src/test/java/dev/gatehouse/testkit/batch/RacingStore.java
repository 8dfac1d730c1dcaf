package dev.gatehouse.testkit.batch;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import dev.gatehouse.testkit.store.ForwardingTaskStore;
import java.util.Collection;
import java.util.Map;

/** A store on which somebody else is faster once, between the read and the write. */
final class RacingStore extends ForwardingTaskStore {
  private final Runnable other;
  private boolean raced;

  RacingStore(TaskStore store, Runnable other) {
    super(store);
    this.other = other;
  }

  @Override
  public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    if (!raced) {
      raced = true;
      other.run();
    }
    return super.write(writes);
  }
}
