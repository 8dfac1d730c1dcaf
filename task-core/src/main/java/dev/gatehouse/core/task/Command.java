package dev.gatehouse.core.task;

import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wants of one task. */
public sealed interface Command {

  /** A command that brings a task about. */
  sealed interface Creation extends Command {}

  /**
   * Asks for access; with neither account nor person it is for whoever asks.
   *
   * @param requestData what was said beside it (JSON); empty for nothing
   * @param answers the same as answers to the form of the entitlement; null for none
   */
  record CreateGrant(
      AppId appId,
      EntitlementId entitlementId,
      @Nullable AppUserId appUserId,
      @Nullable UserId identity,
      String description,
      @Nullable Duration duration,
      boolean emergencyAccess,
      String requestData,
      String source,
      boolean extension,
      Origin origin,
      @Nullable Answers answers)
      implements Creation {

    /** One that answers no form. */
    public CreateGrant(
        AppId appId,
        EntitlementId entitlementId,
        @Nullable AppUserId appUserId,
        @Nullable UserId identity,
        String description,
        @Nullable Duration duration,
        boolean emergencyAccess,
        String requestData,
        String source,
        boolean extension,
        Origin origin) {
      this(
          appId,
          entitlementId,
          appUserId,
          identity,
          description,
          duration,
          emergencyAccess,
          requestData,
          source,
          extension,
          origin,
          null);
    }
  }

  /**
   * Asks to take access back.
   *
   * @param parent the offboarding that asks; null for none. Only a service may name one, and then,
   *     as for an expired grant, nobody is asked for approval.
   */
  record CreateRevoke(
      AppId appId,
      EntitlementId entitlementId,
      @Nullable AppUserId appUserId,
      @Nullable UserId identity,
      String description,
      RevokeSource source,
      Origin origin,
      @Nullable TaskId parent)
      implements Creation {}

  /** Takes everything back from somebody who leaves. */
  record CreateOffboarding(UserId person, String description, Origin origin) implements Creation {}

  /** Says yes to an approval step. */
  record Approve(StepId stepId, String comment) implements Command {}

  /** Says no to an approval step, and so to the task. */
  record Deny(StepId stepId, String comment) implements Command {}

  /** Says something. */
  record Comment(String text) implements Command {}

  /** Ends the task; while an attempt is running, as soon as that ends. */
  record Close(String comment) implements Command {}

  /** Has others asked in the place of those who are asked by the current step. */
  record Reassign(StepId stepId, List<UserId> users, String comment) implements Command {
    public Reassign {
      users = List.copyOf(users);
    }
  }

  /** Begins the task's policy again at its first step. */
  record Restart(String comment) implements Command {}

  /** Begins anew with the policy that applies by now. */
  record Reset(String comment) implements Command {}

  /** Lets the current step count as done well. */
  record SkipStep(StepId stepId, String comment) implements Command {}

  /** Looks now at what is otherwise looked at from time to time. */
  record ProcessNow() implements Command {}

  /** Has a connector try again what it failed at, although a person is asked meanwhile. */
  record RetryProvisioning(StepId stepId, String comment) implements Command {}

  /** Changes how long access that is asked for will last. */
  record UpdateGrantDuration(Duration duration) implements Command {}

  /** Fills in the form of the current step. */
  record UpdateRequestData(Answers data) implements Command {}

  /** Has a request decided by the policy for emergencies; {@code stepId} is null for any step. */
  record Escalate(@Nullable StepId stepId, String comment) implements Command {}

  /** A person did what a manual step asks for. */
  record CompleteProvision(StepId stepId, String comment) implements Command {}

  /** A person could not do it. */
  record ErrorProvision(StepId stepId, String comment) implements Command {}

  /** A person will not do it. */
  record CancelProvision(StepId stepId, String comment) implements Command {}

  /** What the attempt of a connector is doing; from provisioning-worker. */
  record ReportAttempt(StepId stepId, int attempt, AttemptState state) implements Command {}

  /**
   * The attempt of a connector is over; from provisioning-worker.
   *
   * @param appUserId the account it was done on; null where unknown
   * @param error why it failed, as a sentence; empty for success
   */
  record ProvisioningFinished(
      StepId stepId, int attempt, @Nullable AppUserId appUserId, String error) implements Command {}

  /** An offboarding moves on by a page; from itself. {@code turn} is the one it was armed for. */
  record ContinueOffboarding(int turn) implements Command {}

  /**
   * The time of a step has come; from the engine's own clock.
   *
   * @param due the time that the step was to be looked at; one that it no longer stands at changes
   *     nothing
   */
  record TimerFired(StepId stepId, Instant due) implements Command {}

  /** A task that this one waits for has closed. */
  record ChildClosed(TaskId child) implements Command {}

  /** Another task wants to know when this one closes; it is told at once if that is over. */
  record Watch(TaskId watcher) implements Command {}

  /** Goes on with a parked task. */
  record Resume(String comment) implements Command {}
}
