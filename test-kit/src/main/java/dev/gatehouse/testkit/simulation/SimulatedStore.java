package dev.gatehouse.testkit.simulation;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.DueTask;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import dev.gatehouse.testkit.store.ForwardingTaskStore;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of one worker to the tasks: others act before each call, and the call or its answer may
 * be lost, also in the middle of many writes.
 */
public final class SimulatedStore extends ForwardingTaskStore {
  private final Stage stage;
  private final Faults faults;

  public SimulatedStore(TaskStore store, Stage stage, Faults faults) {
    super(store);
    this.stage = stage;
    this.faults = faults;
  }

  @Override
  public Map<TaskId, StoredTask> load(Collection<TaskId> ids) {
    stage.pause("loads " + inOrder(ids));
    faults.mayLose("tasks");
    return super.load(ids);
  }

  @Override
  public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    if (writes.isEmpty()) {
      return super.write(writes);
    }
    stage.pause("writes " + inOrder(writes.stream().map(TaskWrite::id).toList()));
    faults.mayLose("a write");
    Map<TaskId, WriteResult> results = new LinkedHashMap<>();
    for (TaskWrite write : writes) {
      results.putAll(super.write(List.of(write)));
      faults.mayLose("a write that was done");
    }
    return results;
  }

  @Override
  public void clear(Map<TaskId, List<String>> published) {
    stage.pause("clears " + inOrder(published.keySet()));
    faults.mayLose("a clear");
    super.clear(published);
    faults.mayLose("a clear that was done");
  }

  @Override
  public List<StoredTask> findUnpublished(Instant before, Shards share, int limit) {
    stage.pause("looks for what is unpublished");
    faults.mayLose("outboxes");
    return super.findUnpublished(before, share, limit);
  }

  @Override
  public List<DueTask> findDue(Instant now, Shards share, @Nullable DueTask after, int limit) {
    stage.pause("looks for what is due");
    faults.mayLose("due tasks");
    return super.findDue(now, share, after, limit);
  }

  /** Sets have no order of their own, but a play has to be told the same each time. */
  private static List<String> inOrder(Collection<TaskId> ids) {
    return ids.stream().map(TaskId::value).sorted().toList();
  }
}
