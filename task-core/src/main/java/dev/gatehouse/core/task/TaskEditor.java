package dev.gatehouse.core.task;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a changed copy of a task, since a record has no copy-with of its own yet. */
final class TaskEditor {
  private final Task base;
  private long version;
  private Subject subject;
  private TaskState state;
  private Processing processing;
  private @Nullable PolicyRun policy;
  private List<UserId> actedBy;
  private List<UserId> participants;
  private List<TaskId> watchers;
  private boolean emergencyAccess;
  private int commentCount;
  private Instant updatedAt;
  private Task.@Nullable CloseRequest closeRequest;
  private String parked;
  private @Nullable Outcome outcome;
  private @Nullable Instant outcomeTime;

  private TaskEditor(Task base) {
    this.base = base;
    this.version = base.version();
    this.subject = base.subject();
    this.state = base.state();
    this.processing = base.processing();
    this.policy = base.policy();
    this.actedBy = base.actedBy();
    this.participants = base.participants();
    this.watchers = base.watchers();
    this.emergencyAccess = base.emergencyAccess();
    this.commentCount = base.commentCount();
    this.updatedAt = base.updatedAt();
    this.closeRequest = base.closeRequest();
    this.parked = base.parked();
    this.outcome = base.outcome();
    this.outcomeTime = base.outcomeTime();
  }

  static TaskEditor of(Task task) {
    return new TaskEditor(task);
  }

  TaskEditor version(long value) {
    this.version = value;
    return this;
  }

  TaskEditor subject(Subject value) {
    this.subject = value;
    return this;
  }

  TaskEditor state(TaskState value) {
    this.state = value;
    return this;
  }

  TaskEditor processing(Processing value) {
    this.processing = value;
    return this;
  }

  TaskEditor policy(@Nullable PolicyRun value) {
    this.policy = value;
    return this;
  }

  TaskEditor actedBy(List<UserId> value) {
    this.actedBy = value;
    return this;
  }

  TaskEditor participants(List<UserId> value) {
    this.participants = value;
    return this;
  }

  TaskEditor watchers(List<TaskId> value) {
    this.watchers = value;
    return this;
  }

  TaskEditor emergencyAccess() {
    this.emergencyAccess = true;
    return this;
  }

  TaskEditor commentCount(int value) {
    this.commentCount = value;
    return this;
  }

  TaskEditor updatedAt(Instant value) {
    this.updatedAt = value;
    return this;
  }

  TaskEditor closeRequest(Task.@Nullable CloseRequest value) {
    this.closeRequest = value;
    return this;
  }

  TaskEditor parked(String value) {
    this.parked = value;
    return this;
  }

  TaskEditor outcome(Outcome value, Instant at) {
    this.outcome = value;
    this.outcomeTime = at;
    return this;
  }

  Task task() {
    return new Task(
        base.id(),
        base.numericId(),
        version,
        subject,
        state,
        processing,
        outcome,
        outcomeTime,
        base.displayName(),
        base.description(),
        base.createdBy(),
        base.origin(),
        emergencyAccess,
        base.requestData(),
        policy,
        actedBy,
        participants,
        watchers,
        commentCount,
        base.createdAt(),
        updatedAt,
        closeRequest,
        parked);
  }
}
