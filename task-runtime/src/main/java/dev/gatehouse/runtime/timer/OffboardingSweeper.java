package dev.gatehouse.runtime.timer;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.OffboardingProgress;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Nudges offboardings that nobody has touched for a while, in case something that should have moved
 * them on is lost. A nudge is the command that the offboarding sends to itself, for the turn that
 * it stands at: one too many changes nothing. Several sweepers make the same command ids.
 */
public final class OffboardingSweeper {
  private static final int PAGE = 100;

  private final TaskStore tasks;
  private final CommandCodec codec;
  private final RecordSender sender;
  private final String service;
  private final Supplier<Shards> share;

  /** A sweeper of what belongs to a share, which may become another at any time. */
  public OffboardingSweeper(
      TaskStore tasks,
      CommandCodec codec,
      RecordSender sender,
      String service,
      Supplier<Shards> share) {
    this.share = share;
    this.tasks = tasks;
    this.codec = codec;
    this.sender = sender;
    this.service = service;
  }

  /** Sweeps once, by the clock of the database; answers how many it nudged. */
  public int sweep() {
    Shards mine = share.get();
    if (mine.isNone()) {
      return 0;
    }
    Instant now = tasks.now();
    int nudged = 0;
    for (StoredTask due : tasks.findDue(now, mine, PAGE)) {
      Optional<OffboardingProgress> progress = progress(due);
      if (progress.isPresent()) {
        nudge(due.id(), progress.get().turn(), now);
        nudged++;
      }
    }
    return nudged;
  }

  private static Optional<OffboardingProgress> progress(StoredTask stored) {
    Task task = stored.task();
    return task != null && task.subject() instanceof Subject.Offboarding s
        ? Optional.of(s.progress())
        : Optional.empty();
  }

  private void nudge(TaskId id, int turn, Instant now) {
    long slot = now.getEpochSecond() / TaskStore.IDLE.toSeconds();
    CommandId command =
        new CommandId(DerivedId.of("nudge", id.value(), Integer.toString(turn), "" + slot));
    SignedRecord record =
        codec.encode(
            CommandEnvelope.ofService(
                service, command, id, now, new Command.ContinueOffboarding(turn)));
    sender.send(OutboundRecord.of(record)).join();
  }
}
