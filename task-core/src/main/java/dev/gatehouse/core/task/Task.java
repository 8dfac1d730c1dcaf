package dev.gatehouse.core.task;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.step.StepInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task after {@code version} changes were written. Immutable; {@link TaskEvolver} makes the next.
 *
 * @param version 1 after its creation; each command that changes it adds one
 * @param createdBy who made it; null where a service did
 * @param policy null for an offboarding, which has no steps of its own
 * @param outcome null while open
 * @param actedBy everybody who approved or denied a step
 * @param participants who may see it: creator, subject and their managers, owners, approvers so far
 * @param requestData the answers to the request form (JSON); empty for none
 * @param watchers tasks that are told when this one closes
 * @param closeRequest who wants it closed as soon as the running attempt ends; null for nobody
 * @param parked why the engine stopped working on it, as a sentence; empty while it works
 */
public record Task(
    TaskId id,
    long numericId,
    long version,
    Subject subject,
    TaskState state,
    Processing processing,
    @Nullable Outcome outcome,
    @Nullable Instant outcomeTime,
    String displayName,
    String description,
    @Nullable UserId createdBy,
    Origin origin,
    boolean emergencyAccess,
    String requestData,
    @Nullable PolicyRun policy,
    List<UserId> actedBy,
    List<UserId> participants,
    List<TaskId> watchers,
    int commentCount,
    Instant createdAt,
    Instant updatedAt,
    @Nullable CloseRequest closeRequest,
    String parked) {
  public Task {
    actedBy = List.copyOf(actedBy);
    participants = List.copyOf(participants);
    watchers = List.copyOf(watchers);
  }

  /** Somebody wants the task closed. */
  public record CloseRequest(Actor by, String comment, Instant at) {}

  public boolean open() {
    return state == TaskState.OPEN;
  }

  /** The step that is going on; null for none. */
  public @Nullable StepInstance currentStep() {
    return policy == null ? null : policy.current();
  }

  /** Who may act on the current step; empty for a closed task. */
  public List<UserId> assignees() {
    StepInstance step = currentStep();
    return step == null || !open() ? List.of() : step.assignees();
  }

  /** When a step is to be looked at although nobody does anything; null for never. */
  public @Nullable Instant dueAt() {
    StepInstance step = currentStep();
    return step == null || !open() || !parked.isEmpty() ? null : step.dueAt();
  }
}
