package dev.gatehouse.core.task;

/** Whether anything can still happen on a task. */
public enum TaskState {
  OPEN,
  CLOSED
}
