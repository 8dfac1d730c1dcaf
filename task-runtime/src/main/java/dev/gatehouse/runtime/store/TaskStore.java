package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks. One task is the unit of atomicity; everything reads what a majority has confirmed,
 * from the primary. Every method may throw {@link dev.gatehouse.runtime.DependencyDownException},
 * after which a write may or may not have happened.
 */
public interface TaskStore {

  /** An open offboarding is due this long after it was last written. */
  Duration IDLE = Duration.ofSeconds(30);

  /** Raised when a database is restored from a backup, so that versions issued again differ. */
  long incarnation();

  /** The tasks with these ids, tombstones included; who is not found is not in the answer. */
  Map<TaskId, StoredTask> load(Collection<TaskId> ids);

  /** The task that people know by this number. */
  Optional<StoredTask> findByNumericId(long numericId);

  /** Writes each task on its own, and says for each what came of it. */
  Map<TaskId, WriteResult> write(Collection<TaskWrite> writes);

  /** Takes published entries, named by their ids, out of the outboxes. Repeatable. */
  void clear(Map<TaskId, List<String>> published);

  /** Tasks of a share with an entry older than {@code before} that is not stuck, oldest first. */
  List<StoredTask> findUnpublished(Instant before, Shards share, int limit);

  /** When the oldest entry of any outbox was stored. */
  Optional<Instant> oldestUnpublished();

  /**
   * Counts a vain attempt of the sweeper to publish the task's outbox; after {@code limit} of them
   * it is stuck, and the sweeper leaves it alone. Answers whether that has just happened.
   *
   * @param why a sentence for the operator
   */
  boolean countVainAttempt(TaskId id, String why, int limit);

  /** Forgets vain attempts, so that outboxes that are stuck are swept again. Repeatable. */
  void letGo(Collection<TaskId> ids);

  /** How many tasks do not go on by themselves. */
  HeldTask.Counts held();

  /** The open tasks with these keys, by key; who is not found is not in the answer. */
  Map<String, TaskId> findOpen(Collection<String> openKeys);

  /** Open grant tasks in the order of their ids, after the id {@code after}. */
  List<TaskId> findOpenGrantTasks(GrantsOf of, String after, int limit);

  /**
   * Open tasks watched by this one in the order of their ids, after the id {@code after}.
   *
   * @param made true for those alone that were made by it, false for what it only watches too
   */
  List<TaskId> findOpenChildren(TaskId parent, boolean made, String after, int limit);

  /** Which of these exist, and whether they are closed; a tombstone counts as closed. */
  Map<TaskId, Boolean> closedAmong(Collection<TaskId> ids);

  /** Those of these tasks that wait for their attempt: open, not parked, and not to be closed. */
  Set<TaskId> awaitingAmong(Collection<TaskId> ids);

  /**
   * Tasks of a share that are to be looked at although nobody does anything: those whose step has a
   * time that has come, and offboardings that nobody has written for {@link #IDLE}; neither closed
   * nor parked ones. By time, then by id.
   *
   * @param after the last one of the page before; null for the first page
   */
  List<DueTask> findDue(Instant now, Shards share, @Nullable DueTask after, int limit);

  /** A number that no other task has. */
  long nextNumericId();

  /** The time of the database, by which timers are due. */
  Instant now();

  /** When a task that is written now has to be looked at; null for never. */
  static @Nullable Instant nextLook(Task task, Instant now) {
    return task.open() && task.parked().isEmpty() && task.subject() instanceof Subject.Offboarding
        ? now.plus(IDLE)
        : task.dueAt();
  }
}
