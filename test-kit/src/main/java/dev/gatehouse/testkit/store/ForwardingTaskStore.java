package dev.gatehouse.testkit.store;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.DueTask;
import dev.gatehouse.runtime.store.GrantsOf;
import dev.gatehouse.runtime.store.HeldTask;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store that passes everything on; whoever wants something else overrides it. */
public class ForwardingTaskStore implements TaskStore {
  private final TaskStore store;

  protected ForwardingTaskStore(TaskStore store) {
    this.store = store;
  }

  @Override
  public long incarnation() {
    return store.incarnation();
  }

  @Override
  public Map<TaskId, StoredTask> load(Collection<TaskId> ids) {
    return store.load(ids);
  }

  @Override
  public Optional<StoredTask> findByNumericId(long numericId) {
    return store.findByNumericId(numericId);
  }

  @Override
  public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    return store.write(writes);
  }

  @Override
  public void clear(Map<TaskId, List<String>> published) {
    store.clear(published);
  }

  @Override
  public List<StoredTask> findUnpublished(Instant before, Shards share, int limit) {
    return store.findUnpublished(before, share, limit);
  }

  @Override
  public Optional<Instant> oldestUnpublished() {
    return store.oldestUnpublished();
  }

  @Override
  public boolean countVainAttempt(TaskId id, String why, int limit) {
    return store.countVainAttempt(id, why, limit);
  }

  @Override
  public void letGo(Collection<TaskId> ids) {
    store.letGo(ids);
  }

  @Override
  public HeldTask.Counts held() {
    return store.held();
  }

  @Override
  public Map<String, TaskId> findOpen(Collection<String> openKeys) {
    return store.findOpen(openKeys);
  }

  @Override
  public List<TaskId> findOpenGrantTasks(GrantsOf of, String after, int limit) {
    return store.findOpenGrantTasks(of, after, limit);
  }

  @Override
  public List<TaskId> findOpenChildren(TaskId parent, boolean made, String after, int limit) {
    return store.findOpenChildren(parent, made, after, limit);
  }

  @Override
  public Set<TaskId> awaitingAmong(Collection<TaskId> ids) {
    return store.awaitingAmong(ids);
  }

  @Override
  public Map<TaskId, Boolean> closedAmong(Collection<TaskId> ids) {
    return store.closedAmong(ids);
  }

  @Override
  public List<DueTask> findDue(Instant now, Shards share, @Nullable DueTask after, int limit) {
    return store.findDue(now, share, after, limit);
  }

  @Override
  public long nextNumericId() {
    return store.nextNumericId();
  }

  @Override
  public Instant now() {
    return store.now();
  }
}
