package dev.gatehouse.runtime.batch;

import dev.gatehouse.runtime.codec.CommandEnvelope;
import java.util.List;

/**
 * Applies commands to tasks at once, without a topic between: for a worker that has to know the
 * outcome before it goes on. Same guarantees as for a batch from the topic.
 */
public final class TaskUpdates {
  private final CommandBatch batch;

  public TaskUpdates(CommandBatch batch) {
    this.batch = batch;
  }

  /**
   * The outcomes of the commands, in their order within each task.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if they may or may not have been applied;
   *     the same commands may then be given again
   */
  public List<CommandOutcome> apply(List<CommandEnvelope> commands) {
    List<Work> work = commands.stream().map(c -> new Work(c, null)).toList();
    return batch.work(work, List.of()).stream()
        .map(s -> new CommandOutcome(s.work().envelope().id(), s.verdict(), s.version()))
        .toList();
  }
}
