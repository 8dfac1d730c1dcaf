package dev.gatehouse.testkit.store;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.store.DueTask;
import dev.gatehouse.runtime.store.GrantsOf;
import dev.gatehouse.runtime.store.HeldTask;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A task store in memory that behaves like the one on MongoDB, for tests without a server. */
public final class InMemoryTaskStore implements TaskStore {
  private final Clock clock;
  private final Map<TaskId, StoredTask> stored = new TreeMap<>(Comparator.comparing(TaskId::value));
  private static final Comparator<DueTask> BY_TIME =
      Comparator.comparing(DueTask::at).thenComparing(due -> due.task().id().value());

  private final Map<TaskId, Instant> dueAt = new HashMap<>();
  private final Map<TaskId, Integer> vainAttempts = new HashMap<>();
  private final Set<TaskId> stuck = new HashSet<>();
  private final long incarnation;
  private long lastToken;
  private long lastNumericId;

  public InMemoryTaskStore(Clock clock) {
    this(clock, 1);
  }

  private InMemoryTaskStore(Clock clock, long incarnation) {
    this.clock = clock;
    this.incarnation = incarnation;
  }

  /** As it will be once a backup that is made now is restored, under the next incarnation. */
  public synchronized InMemoryTaskStore backup() {
    InMemoryTaskStore backup = new InMemoryTaskStore(clock, incarnation + 1);
    backup.stored.putAll(stored);
    backup.dueAt.putAll(dueAt);
    backup.lastToken = lastToken;
    backup.lastNumericId = lastNumericId;
    return backup;
  }

  @Override
  public long incarnation() {
    return incarnation;
  }

  @Override
  public synchronized Map<TaskId, StoredTask> load(Collection<TaskId> ids) {
    Map<TaskId, StoredTask> found = new HashMap<>();
    for (TaskId id : ids) {
      StoredTask task = stored.get(id);
      if (task != null) {
        found.put(id, task);
      }
    }
    return found;
  }

  @Override
  public synchronized Optional<StoredTask> findByNumericId(long numericId) {
    return tasks(t -> t.numericId() == numericId).findFirst();
  }

  @Override
  public synchronized Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    Map<TaskId, WriteResult> results = new LinkedHashMap<>();
    for (TaskWrite write : writes) {
      results.put(write.id(), write(write));
    }
    return results;
  }

  private WriteResult write(TaskWrite write) {
    if (!Objects.equals(token(stored.get(write.id())), token(write.before()))) {
      return new WriteResult.Lost();
    }
    Task task = write.task();
    if (task != null && task.open()) {
      String key = task.subject().openKey();
      TaskId holder = findOpen(Set.of(key)).get(key);
      if (holder != null && !holder.equals(write.id())) {
        return new WriteResult.OpenKeyTaken(holder);
      }
    }
    StoredTask result = write.result("w" + ++lastToken);
    stored.put(write.id(), result.without(clearedSince(write.before())));
    if (write.before() == null || write.before().outbox().isEmpty()) {
      letGo(List.of(write.id()));
    }
    Instant due = task == null ? null : TaskStore.nextLook(task, write.at());
    if (due == null) {
      dueAt.remove(write.id());
    } else {
      dueAt.put(write.id(), due);
    }
    return new WriteResult.Won(result);
  }

  /** What was taken out of the outbox of a task after this was read. */
  private List<String> clearedSince(@Nullable StoredTask before) {
    if (before == null) {
      return List.of();
    }
    List<OutboxEntry> left = Objects.requireNonNull(stored.get(before.id())).outbox();
    return before.outbox().stream()
        .filter(entry -> !left.contains(entry))
        .map(OutboxEntry::id)
        .toList();
  }

  private static @Nullable String token(@Nullable StoredTask task) {
    return task == null ? null : task.writeToken();
  }

  @Override
  public synchronized void clear(Map<TaskId, List<String>> published) {
    published.forEach(
        (id, entries) ->
            stored.computeIfPresent(
                id,
                (key, task) -> {
                  vainAttempts.remove(id);
                  stuck.remove(id);
                  return task.without(entries);
                }));
  }

  @Override
  public synchronized List<StoredTask> findUnpublished(Instant before, Shards share, int limit) {
    return stored.values().stream()
        .filter(t -> share.numbers().contains(Shards.of(t.id())))
        .filter(t -> !stuck.contains(t.id()))
        .filter(t -> t.outbox().stream().anyMatch(e -> e.at().isBefore(before)))
        .sorted(Comparator.comparing(t -> t.outbox().getFirst().at()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> oldestUnpublished() {
    return stored.values().stream()
        .flatMap(t -> t.outbox().stream())
        .map(OutboxEntry::at)
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized boolean countVainAttempt(TaskId id, String why, int limit) {
    return vainAttempts.merge(id, 1, Integer::sum) >= limit && stuck.add(id);
  }

  @Override
  public synchronized void letGo(Collection<TaskId> ids) {
    ids.forEach(vainAttempts::remove);
    stuck.removeAll(Set.copyOf(ids));
  }

  @Override
  public synchronized HeldTask.Counts held() {
    return new HeldTask.Counts(tasks(t -> !t.parked().isEmpty()).count(), stuck.size());
  }

  @Override
  public synchronized Map<String, TaskId> findOpen(Collection<String> openKeys) {
    Map<String, TaskId> open = new HashMap<>();
    stored
        .values()
        .forEach(
            one -> {
              Task task = one.task();
              if (task != null && task.open() && openKeys.contains(task.subject().openKey())) {
                open.put(task.subject().openKey(), one.id());
              }
            });
    return open;
  }

  @Override
  public synchronized List<TaskId> findOpenGrantTasks(GrantsOf of, String after, int limit) {
    return page(t -> t.subject() instanceof Subject.Grant g && of.holds(g), after, limit);
  }

  @Override
  public synchronized List<TaskId> findOpenChildren(
      TaskId parent, boolean made, String after, int limit) {
    return page(
        t -> t.watchers().contains(parent) && (!made || madeBy(parent, t.subject())), after, limit);
  }

  private static boolean madeBy(TaskId parent, Subject subject) {
    return subject instanceof Subject.Revoke revoke && parent.equals(revoke.parent());
  }

  @Override
  public synchronized Set<TaskId> awaitingAmong(Collection<TaskId> ids) {
    Set<TaskId> awaiting = new HashSet<>();
    load(ids)
        .forEach(
            (id, found) -> {
              Task task = found.task();
              if (task != null
                  && task.open()
                  && task.parked().isEmpty()
                  && task.closeRequest() == null) {
                awaiting.add(id);
              }
            });
    return awaiting;
  }

  @Override
  public synchronized Map<TaskId, Boolean> closedAmong(Collection<TaskId> ids) {
    Map<TaskId, Boolean> closed = new HashMap<>();
    load(ids)
        .forEach(
            (id, found) -> {
              Task task = found.task();
              closed.put(id, task == null || !task.open());
            });
    return closed;
  }

  @Override
  public synchronized List<DueTask> findDue(
      Instant now, Shards share, @Nullable DueTask after, int limit) {
    return dueAt.entrySet().stream()
        .filter(e -> share.numbers().contains(Shards.of(e.getKey())) && !e.getValue().isAfter(now))
        .map(e -> new DueTask(stored(e.getKey()), e.getValue()))
        .sorted(BY_TIME)
        .filter(due -> after == null || BY_TIME.compare(due, after) > 0)
        .limit(limit)
        .toList();
  }

  private Task stored(TaskId id) {
    return Objects.requireNonNull(Objects.requireNonNull(stored.get(id)).task());
  }

  @Override
  public synchronized long nextNumericId() {
    return ++lastNumericId;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  /** Everything that is stored, tombstones included, in the order of the ids. */
  public synchronized List<StoredTask> all() {
    return List.copyOf(stored.values());
  }

  private Stream<StoredTask> tasks(Predicate<Task> wanted) {
    return stored.values().stream()
        .filter(
            s -> {
              Task task = s.task();
              return task != null && wanted.test(task);
            });
  }

  private List<TaskId> page(Predicate<Task> wanted, String after, int limit) {
    return tasks(t -> t.open() && wanted.test(t))
        .map(StoredTask::id)
        .filter(id -> id.value().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }
}
