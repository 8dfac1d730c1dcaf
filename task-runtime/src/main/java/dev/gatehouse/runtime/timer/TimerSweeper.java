package dev.gatehouse.runtime.timer;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.store.DueTask;
import dev.gatehouse.runtime.store.TaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells tasks that their time has come: steps that escalate or wait, and offboardings that nobody
 * has touched for a while, in case something that should have moved them on is lost. What a task is
 * told names the time, or the turn, that it stands at, so that one too many changes nothing; it is
 * told again after {@link TaskStore#IDLE}, should the first time be lost. Several sweepers make the
 * same command ids.
 */
public final class TimerSweeper {
  private static final int PAGE = 200;

  private final TaskStore tasks;
  private final CommandCodec codec;
  private final RecordSender sender;
  private final String service;
  private final Supplier<Shards> share;
  private final Set<CommandId> told = new HashSet<>();
  private long toldIn;

  /** A sweeper of what belongs to a share, which may become another at any time. */
  public TimerSweeper(
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

  /** Sweeps once, by the clock of the database; answers how many tasks it told. */
  public int sweep() {
    Shards mine = share.get();
    if (mine.isNone()) {
      return 0;
    }
    Instant now = tasks.now();
    forgetBefore(slot(now));
    int sum = 0;
    DueTask last = null;
    List<DueTask> page;
    do {
      page = tasks.findDue(now, mine, last, PAGE);
      sum += tell(page, now);
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == PAGE && share.get().equals(mine));
    return sum;
  }

  private int tell(List<DueTask> page, Instant now) {
    List<CommandEnvelope> commands =
        page.stream()
            .map(due -> command(due.task(), now))
            .filter(Objects::nonNull)
            .filter(command -> !told.contains(command.id()))
            .toList();
    List<CompletableFuture<?>> sent = new ArrayList<>();
    commands.forEach(each -> sent.add(sender.send(OutboundRecord.of(codec.encode(each)))));
    CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).join();
    commands.forEach(each -> told.add(each.id()));
    return commands.size();
  }

  private @Nullable CommandEnvelope command(Task task, Instant now) {
    if (task.subject() instanceof Subject.Offboarding s) {
      int turn = s.progress().turn();
      return envelope(
          task, now, new Command.ContinueOffboarding(turn), "nudge", Integer.toString(turn));
    }
    StepInstance step = task.currentStep();
    Instant due = task.dueAt();
    return step == null || due == null
        ? null
        : envelope(
            task,
            now,
            new Command.TimerFired(step.id(), due),
            "timer",
            step.id().value() + "/" + due.toEpochMilli());
  }

  private CommandEnvelope envelope(
      Task task, Instant now, Command command, String kind, String stand) {
    CommandId id = new CommandId(DerivedId.of(kind, task.id().value(), stand, "" + slot(now)));
    return CommandEnvelope.ofService(service, id, task.id(), now, command);
  }

  /** What was told before may be told once more. */
  private void forgetBefore(long slot) {
    if (slot != toldIn) {
      told.clear();
      toldIn = slot;
    }
  }

  private static long slot(Instant now) {
    return now.getEpochSecond() / TaskStore.IDLE.toSeconds();
  }
}
