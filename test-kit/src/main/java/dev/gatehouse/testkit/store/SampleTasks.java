package dev.gatehouse.testkit.store;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.OffboardingProgress;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.runtime.store.CreatingCommand;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.RecordedOutcome;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tasks to store, and writes of them. */
public final class SampleTasks {
  /** When everything happens. */
  public static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");

  private SampleTasks() {}

  /** A new grant task for a person; each entitlement makes another open key. */
  public static Task grant(TaskId id, long numericId, UserId person, String entitlement) {
    Subject subject =
        new Subject.Grant(ref(entitlement), new AppUserId("account"), person, null, false, "");
    return created(id, numericId, subject, List.of());
  }

  /** A new revoke task that an offboarding watches. */
  public static Task child(TaskId id, long numericId, TaskId parent, String entitlement) {
    Subject subject =
        new Subject.Revoke(
            ref(entitlement),
            new AppUserId("account"),
            new UserId("ann"),
            new RevokeSource.Requested(null),
            parent);
    return created(id, numericId, subject, List.of(parent));
  }

  /** A new revoke task that somebody asked for and an offboarding watches. */
  public static Task adopted(TaskId id, long numericId, TaskId watcher, String entitlement) {
    Subject subject =
        new Subject.Revoke(
            ref(entitlement),
            new AppUserId("account"),
            new UserId("ann"),
            new RevokeSource.Requested(new UserId("bob")),
            null);
    return created(id, numericId, subject, List.of(watcher));
  }

  /** A new offboarding. */
  public static Task offboarding(TaskId id, long numericId, UserId person) {
    return created(
        id, numericId, new Subject.Offboarding(person, OffboardingProgress.START), List.of());
  }

  private static EntitlementRef ref(String entitlement) {
    return new EntitlementRef(new AppId("wiki"), new EntitlementId(entitlement));
  }

  private static Task created(TaskId id, long numericId, Subject subject, List<TaskId> watchers) {
    return TaskEvolver.evolve(
        null,
        List.of(
            new Change.TaskCreated(
                id,
                numericId,
                subject,
                "Editors of the Wiki",
                "To write.",
                new UserId("bob"),
                Origin.API,
                false,
                "",
                null,
                List.of(new UserId("bob"), new UserId("ann")),
                watchers,
                AT)),
        AT);
  }

  /** The task one version further, with a comment. */
  public static Task commented(Task task) {
    return TaskEvolver.evolve(
        task,
        List.of(new Change.CommentAdded("c" + task.version(), new UserId("bob"), "Hello")),
        AT);
  }

  /** The task one version further, parked. */
  public static Task parked(Task task) {
    return TaskEvolver.evolve(task, List.of(new Change.TaskParked("Expected to decide.")), AT);
  }

  /** The task one version further, no longer parked. */
  public static Task resumed(Task task) {
    return TaskEvolver.evolve(task, List.of(new Change.TaskResumed(null)), AT);
  }

  /** The task one version further, to be closed once nothing is under way. */
  public static Task closeRequested(Task task) {
    return TaskEvolver.evolve(
        task,
        List.of(new Change.CloseRequested(new Actor.Service("test"), "No longer needed.", AT)),
        AT);
  }

  /** The task one version further, closed. */
  public static Task closed(Task task) {
    return TaskEvolver.evolve(task, List.of(new Change.TaskClosed(Outcome.SUCCESS, AT)), AT);
  }

  /** The first write of a task. */
  public static TaskWrite insert(Task task, OutboxEntry... outbox) {
    CommandId command = new CommandId("create-" + task.id());
    return new TaskWrite(
        task.id(),
        null,
        task,
        new CreatingCommand(command, "hash"),
        List.of(accepted(command.value(), 1)),
        List.of(),
        List.of(outbox),
        AT);
  }

  /** The first write of a creation that is refused. */
  public static TaskWrite tombstone(TaskId id, Verdict.Refused refusal) {
    CommandId command = new CommandId("create-" + id);
    return new TaskWrite(
        id,
        null,
        null,
        new CreatingCommand(command, "hash"),
        List.of(new RecordedOutcome(command, "hash", refusal, 0, null)),
        List.of(),
        List.of(),
        AT);
  }

  /** A further write by the command with this id. */
  public static TaskWrite update(
      StoredTask before, @Nullable Task task, String command, OutboxEntry... outbox) {
    return new TaskWrite(
        before.id(),
        before,
        task,
        before.createdBy(),
        List.of(accepted(command, before.version() + 1)),
        before.positions(),
        List.of(outbox),
        AT);
  }

  private static RecordedOutcome accepted(String command, long version) {
    return new RecordedOutcome(
        new CommandId(command), "hash", new Verdict.Accepted(), version, null);
  }

  /** An entry that is not an event. */
  public static OutboxEntry entry(String id, Instant at) {
    return new OutboxEntry(
        id,
        false,
        "task-commands",
        "key",
        id.getBytes(StandardCharsets.UTF_8),
        Map.of("gatehouse-signature", "k1.abc"),
        at);
  }

  /** The task of what is stored. */
  public static Task task(StoredTask stored) {
    return Objects.requireNonNull(stored.task());
  }
}
