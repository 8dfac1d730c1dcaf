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
import dev.gatehouse.runtime.timer.ToldTasks.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells tasks that their time has come: steps that escalate or wait, and offboardings that nobody
 * has touched for a while, in case something that should have moved them on is lost. What a task is
 * told names the time, or the turn, that it stands at, so that one too many changes nothing; it is
 * told again after {@link TaskStore#IDLE}, should the first time be lost. Several sweepers make the
 * same command ids.
 *
 * <p>Of a crowd the oldest are told first, and others only as those move, so that what people do
 * meanwhile does not wait behind all of them.
 */
public final class TimerSweeper {
  /** So many tasks at most are told and have not moved yet. */
  static final int MOST = 2_000;

  private static final int PAGE = 500;

  private final TaskStore tasks;
  private final CommandCodec codec;
  private final RecordSender sender;
  private final String service;
  private final Supplier<Shards> share;
  private final ToldTasks told = new ToldTasks();

  /** What a task is to be told. */
  private record Telling(Place place, CommandEnvelope command) {}

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
      told.clear();
      return 0;
    }
    Instant now = tasks.now();
    List<Telling> due = oldest(now, mine);
    told.compare(due.stream().map(Telling::place).toList(), due.size() < MOST);
    int room = MOST - told.count();
    List<Telling> next = new ArrayList<>();
    for (Telling each : due) {
      if (told.isOverdue(each.place(), now)) {
        next.add(each);
      } else if (room > 0 && !told.contains(each.place())) {
        next.add(each);
        room--;
      }
    }
    send(next);
    next.forEach(each -> told.add(each.place(), now));
    return next.size();
  }

  private List<Telling> oldest(Instant now, Shards mine) {
    List<Telling> due = new ArrayList<>();
    DueTask last = null;
    List<DueTask> page;
    do {
      page = tasks.findDue(now, mine, last, Math.min(PAGE, MOST - due.size()));
      for (DueTask each : page) {
        CommandEnvelope command = command(each.task(), now);
        if (command != null) {
          due.add(new Telling(Place.of(each), command));
        }
        last = each;
      }
    } while (page.size() == PAGE && due.size() < MOST);
    return due;
  }

  private void send(List<Telling> next) {
    CompletableFuture.allOf(
            next.stream()
                .map(each -> sender.send(OutboundRecord.of(codec.encode(each.command()))))
                .toArray(CompletableFuture<?>[]::new))
        .join();
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

  private static long slot(Instant now) {
    return now.getEpochSecond() / TaskStore.IDLE.toSeconds();
  }
}
