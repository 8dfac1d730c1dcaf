package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.TaskId;

/** What came of one {@link TaskWrite}. */
public sealed interface WriteResult {

  /** It is stored for good; {@code stored} is what stands there, outbox tail included. */
  record Won(StoredTask stored) implements WriteResult {}

  /** Somebody else wrote the task since it was read: read it again and decide again. */
  record Lost() implements WriteResult {}

  /** Another open task is about the same access, so a new one cannot be. */
  record OpenKeyTaken(TaskId by) implements WriteResult {}
}
