package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Task;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is kept, with what the shell needs beside it.
 *
 * @param task null for a tombstone, which remembers a creation that was refused
 * @param outcomes the outcomes of the last {@value #RING} commands, oldest first
 * @param positions the last position applied, one for each partition that commands came from
 * @param outbox what is not yet known to be published, oldest first
 * @param writeToken names the write that made this state; the next write must still find it
 */
public record StoredTask(
    TaskId id,
    @Nullable Task task,
    CreatingCommand createdBy,
    List<RecordedOutcome> outcomes,
    List<SourcePosition> positions,
    List<OutboxEntry> outbox,
    String writeToken) {
  /** How many outcomes are remembered. */
  public static final int RING = 64;

  public StoredTask {
    outcomes = List.copyOf(outcomes);
    positions = List.copyOf(positions);
    outbox = List.copyOf(outbox);
  }

  /** The version of the task; 0 for a tombstone. */
  public long version() {
    return task == null ? 0 : task.version();
  }

  /** The remembered outcome of a command. */
  public Optional<RecordedOutcome> outcomeOf(CommandId command) {
    return outcomes.stream().filter(o -> o.commandId().equals(command)).findFirst();
  }

  /** The same without some entries of its outbox, named by their ids. */
  public StoredTask without(Collection<String> entries) {
    List<OutboxEntry> left = outbox.stream().filter(e -> !entries.contains(e.id())).toList();
    return new StoredTask(id, task, createdBy, outcomes, positions, left, writeToken);
  }
}
