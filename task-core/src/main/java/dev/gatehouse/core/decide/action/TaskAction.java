package dev.gatehouse.core.decide.action;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people can do with a task. A command is checked by the rows of {@link ActionTable}, and so
 * is what a task offers to whoever looks at it; what is in the body of a command is looked at after
 * that.
 */
public enum TaskAction {
  CLOSE,
  APPROVE,
  DENY,
  REASSIGN,
  PROVISION_COMPLETE,
  PROVISION_CANCELLED,
  PROVISION_ERRORED,
  RETRY_PROVISIONING,
  UPDATE_GRANT_DURATION,
  UPDATE_REQUEST_DATA,
  ESCALATE_TO_EMERGENCY_ACCESS,
  SKIP_STEP,
  RESTART,
  HARD_RESET,
  PROCESS_NOW,
  /** This one is our own; the API has no name for it. */
  RESUME,
  COMMENT;

  /** What a command does; null for what only services do, which stands in no table. */
  public static @Nullable TaskAction of(Command command) {
    return switch (command) {
      case Command.Approve c -> APPROVE;
      case Command.Deny c -> DENY;
      case Command.Comment c -> COMMENT;
      case Command.Close c -> CLOSE;
      case Command.Reassign c -> REASSIGN;
      case Command.Restart c -> RESTART;
      case Command.Reset c -> HARD_RESET;
      case Command.SkipStep c -> SKIP_STEP;
      case Command.ProcessNow c -> PROCESS_NOW;
      case Command.RetryProvisioning c -> RETRY_PROVISIONING;
      case Command.UpdateGrantDuration c -> UPDATE_GRANT_DURATION;
      case Command.UpdateRequestData c -> UPDATE_REQUEST_DATA;
      case Command.Escalate c -> ESCALATE_TO_EMERGENCY_ACCESS;
      case Command.CompleteProvision c -> PROVISION_COMPLETE;
      case Command.ErrorProvision c -> PROVISION_ERRORED;
      case Command.CancelProvision c -> PROVISION_CANCELLED;
      case Command.Resume c -> RESUME;
      case Command.ReportAttempt c -> null;
      case Command.ProvisioningFinished c -> null;
      case Command.ContinueOffboarding c -> null;
      case Command.ChildClosed c -> null;
      case Command.TimerFired c -> null;
      case Command.Watch c -> null;
      case Command.Creation c -> null;
    };
  }

  /** Whether this is done to closed tasks too. */
  public boolean worksOnClosed() {
    return row().standing() == Standing.ANY;
  }

  /** Whether this is done to parked tasks too. */
  public boolean worksOnParked() {
    return row().standing() != Standing.WORKED_ON;
  }

  /**
   * Why an actor who sees the task may not do this now, however the task stands; null if they may.
   *
   * @throws Facts.Unknown if more has to be known
   */
  public @Nullable Rejected refuse(Task task, Actor actor, Facts facts) {
    Row row = row();
    for (Need need : row.kind()) {
      if (!need.met(task, facts)) {
        return need.refusal();
      }
    }
    if (!row.allows(task, actor, facts)) {
      return Rejected.of(Reason.NOT_ALLOWED, row.sentence());
    }
    for (Need need : row.needs()) {
      if (!need.met(task, facts)) {
        return need.refusal();
      }
    }
    return null;
  }

  /** What somebody who sees the task may do with it now. */
  public static Offered offer(Task task, Actor actor, Facts facts) {
    List<TaskAction> actions = new ArrayList<>();
    Set<Query<?>> open = new LinkedHashSet<>();
    for (TaskAction action : values()) {
      try {
        if (action.row().standing().is(task) && action.refuse(task, actor, facts) == null) {
          actions.add(action);
        }
      } catch (Facts.Unknown unknown) {
        open.addAll(unknown.queries());
      }
    }
    return new Offered(actions, open);
  }

  private Row row() {
    return ActionTable.row(this);
  }
}
