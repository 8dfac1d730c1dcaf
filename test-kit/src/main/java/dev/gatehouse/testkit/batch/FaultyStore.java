package dev.gatehouse.testkit.batch;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import dev.gatehouse.testkit.store.ForwardingTaskStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A store that fails now and then, by a seed: before it did anything, after it did everything but
 * before the answer, or for a part of the writes.
 */
public final class FaultyStore extends ForwardingTaskStore {
  private final SplittableRandom random;
  private final double rate;
  private boolean faulty = true;

  /** {@code rate} of all calls fail. */
  public FaultyStore(TaskStore store, SplittableRandom random, double rate) {
    super(store);
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
  public Map<TaskId, StoredTask> load(Collection<TaskId> ids) {
    mayFail();
    return super.load(ids);
  }

  @Override
  public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    mayFail();
    Map<TaskId, WriteResult> results = new LinkedHashMap<>();
    for (TaskWrite write : new ArrayList<>(writes)) {
      results.putAll(super.write(List.of(write)));
      mayFail();
    }
    return results;
  }

  @Override
  public void clear(Map<TaskId, List<String>> published) {
    mayFail();
    super.clear(published);
    mayFail();
  }
}
