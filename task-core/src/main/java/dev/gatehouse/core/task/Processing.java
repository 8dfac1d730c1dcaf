package dev.gatehouse.core.task;

/** Who the task waits for: the engine, the world outside, or nobody. */
public enum Processing {
  PROCESSING,
  WAITING,
  DONE
}
