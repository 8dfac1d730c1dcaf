package dev.gatehouse.testkit.batch;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.store.HeldTask;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A store that fails now and then, by a seed: before it did anything, after it did everything but
 * before the answer, or for a part of the writes.
 */
public final class FaultyStore implements TaskStore {
  private final TaskStore store;
  private final SplittableRandom random;
  private final double rate;
  private boolean faulty = true;

  /** {@code rate} of all calls fail. */
  public FaultyStore(TaskStore store, SplittableRandom random, double rate) {
    this.store = store;
    this.random = random;
    this.rate = rate;
  }

  /** From now on nothing fails. */
  public void heal() {
    faulty = false;
  }

  private void mayFail() {
    if (faulty && random.nextDouble() < rate) {
      throw new DependencyDownException("Expected an answer, but it is lost.", new IOException());
    }
  }

  @Override
  public long incarnation() {
    return store.incarnation();
  }

  @Override
  public Map<TaskId, StoredTask> load(Collection<TaskId> ids) {
    mayFail();
    return store.load(ids);
  }

  @Override
  public Optional<StoredTask> findByNumericId(long numericId) {
    return store.findByNumericId(numericId);
  }

  @Override
  public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    mayFail();
    Map<TaskId, WriteResult> results = new LinkedHashMap<>();
    for (TaskWrite write : new ArrayList<>(writes)) {
      results.putAll(store.write(List.of(write)));
      mayFail();
    }
    return results;
  }

  @Override
  public void clear(Map<TaskId, List<String>> published) {
    mayFail();
    store.clear(published);
    mayFail();
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
  public Optional<TaskId> findOpen(String openKey) {
    return store.findOpen(openKey);
  }

  @Override
  public List<TaskId> findOpenGrantTasks(UserId person, String after, int limit) {
    return store.findOpenGrantTasks(person, after, limit);
  }

  @Override
  public List<TaskId> findOpenChildren(TaskId parent, boolean made, String after, int limit) {
    return store.findOpenChildren(parent, made, after, limit);
  }

  @Override
  public Map<TaskId, Boolean> closedAmong(Collection<TaskId> ids) {
    return store.closedAmong(ids);
  }

  @Override
  public List<StoredTask> findDue(Instant now, Shards share, int limit) {
    return store.findDue(now, share, limit);
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
