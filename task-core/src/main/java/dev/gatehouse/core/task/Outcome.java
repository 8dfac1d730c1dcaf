package dev.gatehouse.core.task;

/** How a task ended. Each type of task knows some of these. */
public enum Outcome {
  /** The access was given, taken back, or the person has left. */
  SUCCESS,
  DENIED,
  ERROR,
  CANCELLED,
  WAIT_TIMED_OUT
}
