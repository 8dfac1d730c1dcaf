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
  private int races;

  RacingStore(TaskStore store, Runnable other, int races) {
    super(store);
    this.other = other;
    this.races = races;
  }

  @Override
  public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    if (races > 0) {
      races--;
      other.run();
    }
    return super.write(writes);
  }
}
