package dev.gatehouse.api.audit;

import dev.gatehouse.runtime.store.Audit;

/**
 * One entry of a task's history.
 *
 * @param audit the version of the task that brought it
 * @param index which one of the version's entries it is, in the order in which they happened
 * @param state the task's state after the version
 */
record Entry(Audit audit, int index, String state, Happening happening) {
  /** Names the entry for good: the version's event and the place within. */
  String id() {
    return audit.id() + ":" + index;
  }
}
