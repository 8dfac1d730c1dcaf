package dev.gatehouse.runtime.outbox;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this worker has published and not taken out of the outboxes yet. {@link #clear} does it for
 * many tasks at once, after their audits are stored. If the worker dies before, the entries are
 * published again, which is harmless.
 */
public final class PublishedEntries {
  private static final int MANY = 2_000;

  /** So many of one task make its document large. */
  private static final int MANY_OF_ONE = 16;

  private final TaskStore tasks;
  private final Audits audits;
  private final int many;
  private final Map<TaskId, List<OutboxEntry>> entries = new ConcurrentHashMap<>();

  /** What the last clearing took out: a batch that read a task before still has it in its hands. */
  private volatile Map<TaskId, List<String>> lastCleared = Map.of();

  private PublishedEntries(TaskStore tasks, Audits audits, int many) {
    this.tasks = tasks;
    this.audits = audits;
    this.many = many;
  }

  /** They stay until {@link #clear} is called, or until they are many. */
  public static PublishedEntries keptIn(TaskStore tasks, Audits audits) {
    return new PublishedEntries(tasks, audits, MANY);
  }

  /** They are taken out at once. */
  public static PublishedEntries clearedAtOnce(TaskStore tasks, Audits audits) {
    return new PublishedEntries(tasks, audits, 1);
  }

  /** These entries are there. */
  void add(Map<TaskId, List<OutboxEntry>> acknowledged) {
    boolean large = false;
    for (Map.Entry<TaskId, List<OutboxEntry>> one : acknowledged.entrySet()) {
      List<OutboxEntry> all = entries.merge(one.getKey(), one.getValue(), PublishedEntries::both);
      large |= all.size() >= MANY_OF_ONE;
    }
    if (large || entries.size() >= many) {
      clear();
    }
  }

  private static List<OutboxEntry> both(List<OutboxEntry> some, List<OutboxEntry> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** The task with that part of its outbox that is still to be published. */
  StoredTask without(StoredTask task) {
    List<String> known = new ArrayList<>(lastCleared.getOrDefault(task.id(), List.of()));
    known.addAll(ids(entries.getOrDefault(task.id(), List.of())));
    return known.isEmpty() ? task : task.without(known);
  }

  private static List<String> ids(Collection<OutboxEntry> some) {
    return some.stream().map(OutboxEntry::id).toList();
  }

  /**
   * Stores the audits of all of them and takes them out of their outboxes.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if they may still be there; they stay
   *     known then
   */
  public void clear() {
    Map<TaskId, List<OutboxEntry>> some = new HashMap<>(entries);
    List<OutboxEntry> all = new ArrayList<>();
    Map<TaskId, List<String>> cleared = new HashMap<>();
    some.forEach(
        (id, those) -> {
          all.addAll(those);
          cleared.put(id, ids(those));
        });
    audits.add(all);
    tasks.clear(cleared);
    lastCleared = cleared;
    cleared.forEach((id, gone) -> entries.computeIfPresent(id, (same, those) -> left(those, gone)));
  }

  /** What was added meanwhile; null for nothing. */
  private static @Nullable List<OutboxEntry> left(List<OutboxEntry> those, List<String> gone) {
    List<OutboxEntry> left = those.stream().filter(e -> !gone.contains(e.id())).toList();
    return left.isEmpty() ? null : left;
  }
}
