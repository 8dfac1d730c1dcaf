package dev.gatehouse.runtime.outbox;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What this worker has published and not taken out of the outboxes yet. Mostly the next write of
 * the same task takes it out, at no cost; {@link #clear} does it for the tasks that are at rest,
 * many at once. If the worker dies before, the entries are published again, which is harmless.
 */
public final class PublishedEntries {
  private static final int MANY = 5_000;

  private final TaskStore tasks;
  private final int many;
  private final Map<TaskId, List<String>> entries = new ConcurrentHashMap<>();

  private PublishedEntries(TaskStore tasks, int many) {
    this.tasks = tasks;
    this.many = many;
  }

  /** They stay until {@link #clear} is called, or until they are many. */
  public static PublishedEntries keptIn(TaskStore tasks) {
    return new PublishedEntries(tasks, MANY);
  }

  /** They are taken out at once. */
  public static PublishedEntries clearedAtOnce(TaskStore tasks) {
    return new PublishedEntries(tasks, 1);
  }

  /** These entries are there, by their ids. */
  void add(Map<TaskId, List<String>> acknowledged) {
    acknowledged.forEach((id, ids) -> entries.merge(id, List.copyOf(ids), PublishedEntries::both));
    if (entries.size() >= many) {
      clear();
    }
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** The task without the entries that are there already. */
  public StoredTask without(StoredTask task) {
    List<String> known = entries.get(task.id());
    return known == null ? task : task.without(known);
  }

  /** A write has left only those entries in the outbox that {@link #without} had left. */
  public void gone(TaskId id) {
    entries.remove(id);
  }

  /**
   * Takes all of them out of their outboxes.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if they may still be there; they stay
   *     known then
   */
  public void clear() {
    Map<TaskId, List<String>> some = new HashMap<>(entries);
    tasks.clear(some);
    some.forEach(entries::remove);
  }
}
