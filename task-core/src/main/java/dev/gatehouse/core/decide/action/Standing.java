package dev.gatehouse.core.decide.action;

import dev.gatehouse.core.task.Task;

/** How a task has to stand for an action to work on it. */
enum Standing {
  /** Open, and the engine works on it. */
  WORKED_ON,
  /** Open, be it parked or not. */
  OPEN,
  /** However it stands. */
  ANY;

  boolean is(Task task) {
    return switch (this) {
      case WORKED_ON -> task.open() && task.parked().isEmpty();
      case OPEN -> task.open();
      case ANY -> true;
    };
  }
}
