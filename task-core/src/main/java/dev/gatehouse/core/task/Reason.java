package dev.gatehouse.core.task;

/** Why a command was refused. What each means on the wire stands in one table of the API model. */
public enum Reason {
  NO_SUCH_TASK,
  NOT_FOUND,
  INVALID,
  TASK_CLOSED,
  STALE_STEP,
  WRONG_STEP_KIND,
  NOT_ALLOWED,
  DISABLED,
  ATTEMPT_RUNNING,
  ALREADY_OPEN,
  ALREADY_GRANTED,
  LEAVING,
  PARKED,
  TOO_LARGE,
  CONFLICT
}
