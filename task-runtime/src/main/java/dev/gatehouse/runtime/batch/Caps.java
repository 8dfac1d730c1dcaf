package dev.gatehouse.runtime.batch;

import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.runtime.store.OutboxEntry;
import java.util.List;
import java.util.Optional;

/** How large things may become. Checked before the write, so that a write never fails for it. */
final class Caps {
  static final int OUTBOX_ENTRIES = 64;
  static final int RECORD_BYTES = 768 * 1024;
  static final int TASK_BYTES = 512 * 1024;
  static final int STEPS = 64;

  /** Of all that one write adds to an outbox, so that the document stays far under its limit. */
  static final int OUTBOX_BYTES = 4 * 1024 * 1024;

  private Caps() {}

  /** Why this is too large, as a sentence. */
  static Optional<String> exceeded(Task task, List<OutboxEntry> entries) {
    if (steps(task) > STEPS) {
      return over("steps of a task", STEPS, steps(task));
    }
    if (entries.size() > OUTBOX_ENTRIES) {
      return over("records to publish at once", OUTBOX_ENTRIES, entries.size());
    }
    for (OutboxEntry entry : entries) {
      if (entry.value().length > RECORD_BYTES) {
        return over("bytes of a record", RECORD_BYTES, entry.value().length);
      }
    }
    int bytes = CoreJson.mapper().writeValueAsBytes(task).length;
    return bytes > TASK_BYTES ? over("bytes of a task", TASK_BYTES, bytes) : Optional.empty();
  }

  private static int steps(Task task) {
    PolicyRun run = task.policy();
    return run == null ? 0 : run.history().size() + run.next().size() + 1;
  }

  private static Optional<String> over(String what, int limit, int found) {
    return Optional.of("Expected at most %d %s, but it would be %d.".formatted(limit, what, found));
  }
}
