package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of one task: the only way its state changes. It succeeds only if nobody wrote the task
 * since {@code before} was read.
 *
 * @param before what was read; null where nothing was there
 * @param task the task as it will be; null for a tombstone
 * @param outcomes the outcomes to add
 * @param positions all positions as they will be
 * @param outbox the entries to add
 */
public record TaskWrite(
    TaskId id,
    @Nullable StoredTask before,
    @Nullable Task task,
    CreatingCommand createdBy,
    List<RecordedOutcome> outcomes,
    List<SourcePosition> positions,
    List<OutboxEntry> outbox,
    Instant at) {
  public TaskWrite {
    outcomes = List.copyOf(outcomes);
    positions = List.copyOf(positions);
    outbox = List.copyOf(outbox);
  }

  /** What is stored once this write has won under the given token. */
  public StoredTask result(String writeToken) {
    List<RecordedOutcome> ring = new ArrayList<>(before == null ? List.of() : before.outcomes());
    ring.addAll(outcomes);
    int forgotten = Math.max(0, ring.size() - StoredTask.RING);
    return new StoredTask(
        id, task, createdBy, ring.subList(forgotten, ring.size()), positions, tail(), writeToken);
  }

  private List<OutboxEntry> tail() {
    List<OutboxEntry> tail = new ArrayList<>(before == null ? List.of() : before.outbox());
    tail.addAll(outbox);
    return tail;
  }
}
