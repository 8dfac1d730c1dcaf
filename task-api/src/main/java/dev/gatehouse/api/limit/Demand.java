package dev.gatehouse.api.limit;

import dev.gatehouse.core.task.Command;

/** What a command asks of those who wait before the workers. */
public enum Demand {
  /** A new task; it brings more commands after it. */
  NEW_TASK,
  /** A task that was accepted goes on. */
  GOING_ON;

  /** What this command asks. */
  public static Demand of(Command command) {
    return command instanceof Command.Creation ? NEW_TASK : GOING_ON;
  }
}
