package dev.gatehouse.core.decide;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.action.TaskAction;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one command does to one task. Pure: time, people and settings come in as facts, and a
 * decision that lacks some says which.
 *
 * <p>Refusals of an action come in this order: no such task or not visible, task closed, step not
 * current, no right, attempt running, missing reason.
 */
public final class TaskDecider {
  private TaskDecider() {}

  /**
   * Decides.
   *
   * @param task null where there is no such task yet
   */
  public static Decision decide(@Nullable Task task, Command command, Context context) {
    try {
      return decideWithFacts(task, command, context);
    } catch (Facts.Unknown unknown) {
      return new Decision.Needs(unknown.queries());
    }
  }

  /**
   * What the engine does to a task that it failed on: it leaves it alone, where everybody sees it.
   */
  public static Decision.Accepted park(String reason) {
    return new Decision.Accepted(List.of(new Change.TaskParked(reason)), List.of());
  }

  private static Decision decideWithFacts(@Nullable Task task, Command command, Context context) {
    Draft draft = new Draft(task, context);
    if (command instanceof Command.Creation creation) {
      return task == null
          ? create(creation, draft)
          : Rejected.of(
              Reason.CONFLICT, "Expected a new task, but " + task.id() + " was created before.");
    }
    if (task == null || !Visibility.sees(task, context)) {
      return Rejected.of(
          Reason.NO_SUCH_TASK,
          "Expected a task with the id " + context.taskId() + ", but there is none.");
    }
    Rejected refusal = refuse(task, command);
    if (refusal != null) {
      return refusal;
    }
    TaskAction action = TaskAction.of(command);
    Rejected unfit = action == null ? null : action.refuse(task, context.actor(), context.facts());
    return unfit != null ? unfit : act(command, draft);
  }

  private static Decision create(Command.Creation command, Draft draft) {
    return switch (command) {
      case Command.CreateGrant c -> GrantCreation.decide(c, draft);
      case Command.CreateRevoke c -> RevokeCreation.decide(c, draft);
      case Command.CreateOffboarding c -> OffboardingCreation.decide(c, draft);
    };
  }

  private static Decision act(Command command, Draft draft) {
    return switch (command) {
      case Command.Approve c -> ApprovalDecider.approve(c, draft);
      case Command.Deny c -> ApprovalDecider.deny(c, draft);
      case Command.Comment c -> CommentDecider.comment(c, draft);
      case Command.Close c -> CloseDecider.close(c, draft);
      case Command.Reassign c -> ReassignDecider.reassign(c, draft);
      case Command.Restart c -> SteeringDecider.restart(c, draft);
      case Command.Reset c -> SteeringDecider.reset(c, draft);
      case Command.SkipStep c -> SteeringDecider.skip(c, draft);
      case Command.ProcessNow c -> SteeringDecider.process(draft);
      case Command.RetryProvisioning c -> SteeringDecider.retry(c, draft);
      case Command.Escalate c -> SteeringDecider.escalate(c, draft);
      case Command.UpdateGrantDuration c -> DurationDecider.update(c, draft);
      case Command.UpdateRequestData c -> FormDecider.fillIn(c, draft);
      case Command.CompleteProvision c -> ManualProvisionDecider.complete(c, draft);
      case Command.ErrorProvision c -> ManualProvisionDecider.error(c, draft);
      case Command.CancelProvision c -> ManualProvisionDecider.cancel(c, draft);
      case Command.ReportAttempt c -> ConnectorProvisionDecider.report(c, draft);
      case Command.ProvisioningFinished c -> ConnectorProvisionDecider.finish(c, draft);
      case Command.ContinueOffboarding c -> OffboardingDecider.goOn(c, draft);
      case Command.ChildClosed c -> OffboardingDecider.childClosed(draft);
      case Command.TimerFired c -> TimerDecider.fire(c, draft);
      case Command.Watch c -> CloseDecider.watch(c, draft);
      case Command.Resume c -> ResumeDecider.resume(c, draft);
      case Command.CreateGrant c -> throw new IllegalStateException("handled as a creation");
      case Command.CreateRevoke c -> throw new IllegalStateException("handled as a creation");
      case Command.CreateOffboarding c -> throw new IllegalStateException("handled as a creation");
    };
  }

  /** The refusals that all commands share; null for none. */
  private static @Nullable Rejected refuse(Task task, Command command) {
    if (!task.open()) {
      return worksOnClosed(command) ? null : closed(task);
    }
    if (!task.parked().isEmpty() && !worksOnParked(command)) {
      return Rejected.of(
          Reason.PARKED,
          "Expected a task that is worked on, but task "
              + task.numericId()
              + " is parked: "
              + task.parked());
    }
    StepId wanted = stepOf(command);
    StepInstance current = task.currentStep();
    if (wanted != null && (current == null || !current.id().equals(wanted))) {
      return Rejected.of(
          Reason.STALE_STEP,
          "Expected policyStepId to be the current step"
              + (current == null
                  ? ", but no step is waiting now."
                  : " " + current.id() + ", but it was " + wanted + "."));
    }
    return null;
  }

  static Rejected closed(Task task) {
    return Rejected.of(
        Reason.TASK_CLOSED, "Expected an open task, but task " + task.numericId() + " is closed.");
  }

  private static boolean worksOnClosed(Command command) {
    TaskAction action = TaskAction.of(command);
    return action != null
        ? action.worksOnClosed()
        : switch (command) {
          case Command.Watch c -> true;
          case Command.ChildClosed c -> true;
          case Command.ProvisioningFinished c -> true; // access may have come of a closed request
          default -> false;
        };
  }

  /** The world outside does not stop for a parked task, so what is reported of it still counts. */
  private static boolean worksOnParked(Command command) {
    TaskAction action = TaskAction.of(command);
    return action != null
        ? action.worksOnParked()
        : switch (command) {
          case Command.ReportAttempt c -> true;
          case Command.ProvisioningFinished c -> true;
          case Command.Watch c -> true;
          default -> false;
        };
  }

  private static @Nullable StepId stepOf(Command command) {
    return switch (command) {
      case Command.Approve c -> c.stepId();
      case Command.Deny c -> c.stepId();
      case Command.Reassign c -> c.stepId();
      case Command.SkipStep c -> c.stepId();
      case Command.RetryProvisioning c -> c.stepId();
      case Command.Escalate c -> c.stepId();
      case Command.CompleteProvision c -> c.stepId();
      case Command.ErrorProvision c -> c.stepId();
      case Command.CancelProvision c -> c.stepId();
      case Command.ReportAttempt c -> c.stepId();
      case Command.ProvisioningFinished c -> c.stepId();
      default -> null;
    };
  }

  /** Whether a service gave the command; some are for services only. */
  static boolean fromService(Draft draft) {
    return draft.actor() instanceof Actor.Service;
  }
}
