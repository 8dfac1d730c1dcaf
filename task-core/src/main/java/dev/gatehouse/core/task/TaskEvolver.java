package dev.gatehouse.core.task;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Change.AttemptMoved;
import dev.gatehouse.core.task.Change.CloseRequested;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.Escalated;
import dev.gatehouse.core.task.Change.ExpressionFailed;
import dev.gatehouse.core.task.Change.FellBackToAdmins;
import dev.gatehouse.core.task.Change.FormAnswered;
import dev.gatehouse.core.task.Change.GrantDurationChanged;
import dev.gatehouse.core.task.Change.HandedToDelegate;
import dev.gatehouse.core.task.Change.NextStepsChanged;
import dev.gatehouse.core.task.Change.OffboardingAdvanced;
import dev.gatehouse.core.task.Change.PolicyReplaced;
import dev.gatehouse.core.task.Change.PolicyRestarted;
import dev.gatehouse.core.task.Change.RuleTried;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Change.TaskParked;
import dev.gatehouse.core.task.Change.TaskResumed;
import dev.gatehouse.core.task.Change.WaitGoesOn;
import dev.gatehouse.core.task.Change.WatcherAdded;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies changes to a task. It decides nothing: whatever a change says has happened. */
public final class TaskEvolver {
  private TaskEvolver() {}

  /**
   * The task after all changes of one command: one version further, updated at {@code at}.
   *
   * @param task null where the first change creates it
   */
  public static Task evolve(@Nullable Task task, List<Change> changes, Instant at) {
    Task result = task;
    for (Change change : changes) {
      result = apply(result, change);
    }
    Objects.requireNonNull(result, "the first change of a new task creates it");
    long version = task == null ? 1 : task.version() + 1;
    return TaskEditor.of(result).version(version).updatedAt(at).task();
  }

  /** The task after one change, within a version. */
  public static Task apply(@Nullable Task task, Change change) {
    if (change instanceof TaskCreated created) {
      return create(created);
    }
    Task before = Objects.requireNonNull(task, "a task is created before anything else happens");
    TaskEditor edit = TaskEditor.of(before);
    return switch (change) {
      case TaskCreated c -> create(c);
      case StepStarted c ->
          edit.policy(run(before).starting(c.step()))
              .participants(union(before.participants(), c.step().assignees()))
              .processing(waitsFor(c.step()))
              .task();
      case StepEnded c -> end(before, edit, c.outcome());
      case NextStepsChanged c -> edit.policy(run(before).with(c.steps())).task();
      case PolicyRestarted c -> edit.policy(restarted(run(before), c)).task();
      case PolicyReplaced c -> replacePolicy(before, edit, c);
      case GrantDurationChanged c -> changeDuration(before, edit, c.duration());
      case RuleTried c -> before;
      case AttemptMoved c -> edit.policy(moveAttempt(run(before), c)).task();
      case FellBackToAdmins c -> before;
      case HandedToDelegate c -> before;
      case ExpressionFailed c -> before;
      case Escalated c -> edit.policy(escalated(run(before))).task();
      case WaitGoesOn c -> edit.policy(lookAgain(run(before), c)).task();
      case FormAnswered c -> edit.policy(answered(run(before), c)).task();
      case CommentAdded c -> edit.commentCount(before.commentCount() + 1).task();
      case CloseRequested c ->
          edit.closeRequest(new Task.CloseRequest(c.by(), c.comment(), c.at())).task();
      case WatcherAdded c -> edit.watchers(union(before.watchers(), List.of(c.watcher()))).task();
      case OffboardingAdvanced c -> advanceOffboarding(before, edit, c.progress());
      case TaskParked c -> edit.parked(c.reason()).processing(Processing.WAITING).task();
      case TaskResumed c -> edit.parked("").processing(waitsFor(before.currentStep())).task();
      case TaskClosed c ->
          edit.state(TaskState.CLOSED)
              .processing(Processing.DONE)
              .outcome(c.outcome(), c.at())
              .closeRequest(null)
              .task();
    };
  }

  private static Task create(TaskCreated c) {
    return new Task(
        c.id(),
        c.numericId(),
        0,
        c.subject(),
        TaskState.OPEN,
        Processing.PROCESSING,
        null,
        null,
        c.displayName(),
        c.description(),
        c.createdBy(),
        c.origin(),
        c.emergencyAccess(),
        c.requestData(),
        c.policy(),
        List.of(),
        c.participants(),
        c.watchers(),
        0,
        c.at(),
        c.at(),
        null,
        "");
  }

  private static Task end(Task before, TaskEditor edit, StepOutcome outcome) {
    StepInstance current =
        Objects.requireNonNull(run(before).current(), "only a current step can end");
    UserId by = decidedBy(outcome);
    return edit.policy(run(before).ending(current.ended(outcome)))
        .actedBy(by == null ? before.actedBy() : union(before.actedBy(), List.of(by)))
        .processing(before.parked().isEmpty() ? Processing.PROCESSING : Processing.WAITING)
        .task();
  }

  private static @Nullable UserId decidedBy(StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Approved o -> o.by();
      case StepOutcome.Denied o -> o.by();
      case StepOutcome.Completed o -> null;
      case StepOutcome.Cancelled o -> null;
      case StepOutcome.Errored o -> null;
      case StepOutcome.ReassignedByError o -> null;
      case StepOutcome.Skipped o -> null;
      case StepOutcome.Reassigned o -> null;
      case StepOutcome.Restarted o -> null;
      case StepOutcome.Accepted o -> null;
      case StepOutcome.Rejected o -> null;
      case StepOutcome.Waited o -> null;
      case StepOutcome.TimedOut o -> null;
      case StepOutcome.FilledIn o -> null;
    };
  }

  private static PolicyRun restarted(PolicyRun run, PolicyRestarted change) {
    return run.beginning(run.policy(), run.generationId(), change.steps());
  }

  private static Task replacePolicy(Task before, TaskEditor edit, PolicyReplaced change) {
    edit.policy(run(before).beginning(change.policy(), change.generationId(), change.steps()));
    return switch (change.cause()) {
      case RESET, ESCALATION -> edit.task();
      case EMERGENCY -> edit.emergencyAccess().task();
    };
  }

  private static Task changeDuration(Task before, TaskEditor edit, Duration duration) {
    return switch (before.subject()) {
      case Subject.Grant s -> edit.subject(s.lasting(duration)).task();
      case Subject.Revoke s -> before;
      case Subject.Offboarding s -> before;
    };
  }

  private static PolicyRun moveAttempt(PolicyRun run, AttemptMoved change) {
    return switch (Objects.requireNonNull(run.current(), "an attempt belongs to a current step")) {
      case StepInstance.Provision step -> run.replacingCurrent(step.attempted(change.state()));
      case StepInstance.Approval step -> run;
      case StepInstance.Accept step -> run;
      case StepInstance.Reject step -> run;
      case StepInstance.Wait step -> run;
      case StepInstance.Form step -> run;
    };
  }

  private static PolicyRun escalated(PolicyRun run) {
    return run.current() instanceof StepInstance.Approval step
        ? run.replacingCurrent(step.escalated())
        : run;
  }

  private static PolicyRun answered(PolicyRun run, FormAnswered change) {
    return run.current() instanceof StepInstance.Form step
        ? run.replacingCurrent(step.answered(change.answers()))
        : run;
  }

  private static PolicyRun lookAgain(PolicyRun run, WaitGoesOn change) {
    return run.current() instanceof StepInstance.Wait step
        ? run.replacingCurrent(step.lookingAt(change.lookAt()))
        : run;
  }

  private static Task advanceOffboarding(
      Task before, TaskEditor edit, OffboardingProgress progress) {
    return switch (before.subject()) {
      case Subject.Offboarding s ->
          edit.subject(new Subject.Offboarding(s.person(), progress)).task();
      case Subject.Grant s -> before;
      case Subject.Revoke s -> before;
    };
  }

  private static Processing waitsFor(@Nullable StepInstance step) {
    return switch (step) {
      case null -> Processing.PROCESSING;
      case StepInstance.Approval s -> Processing.WAITING;
      case StepInstance.Provision s -> s.byHand() ? Processing.WAITING : Processing.PROCESSING;
      case StepInstance.Accept s -> Processing.PROCESSING;
      case StepInstance.Reject s -> Processing.PROCESSING;
      case StepInstance.Wait s -> Processing.WAITING;
      case StepInstance.Form s -> Processing.WAITING;
    };
  }

  private static PolicyRun run(Task task) {
    return Objects.requireNonNull(task.policy(), "only a task with a policy has steps");
  }

  private static <T> List<T> union(Collection<T> some, Collection<T> more) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
