package dev.gatehouse.model.task;

import dev.gatehouse.core.task.Reason;
import dev.gatehouse.model.error.Code;

/** What each reason of a refusal means on the wire: the one table. */
public final class Refusals {
  private Refusals() {}

  public static Code code(Reason reason) {
    return switch (reason) {
      case NO_SUCH_TASK, NOT_FOUND -> Code.NOT_FOUND;
      case INVALID, TOO_LARGE -> Code.INVALID_ARGUMENT;
      case TASK_CLOSED, STALE_STEP, WRONG_STEP_KIND, ATTEMPT_RUNNING, DISABLED, LEAVING, PARKED ->
          Code.FAILED_PRECONDITION;
      case NOT_ALLOWED -> Code.PERMISSION_DENIED;
      case ALREADY_OPEN, ALREADY_GRANTED -> Code.ALREADY_EXISTS;
      case CONFLICT -> Code.ABORTED;
    };
  }
}
