package dev.gatehouse.runtime.batch;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.TaskDecider;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.outbox.Entries;
import dev.gatehouse.runtime.store.CreatingCommand;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.RecordedOutcome;
import dev.gatehouse.runtime.store.SourcePosition;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The commands of one task within one batch, decided one after the other in the order of their
 * offsets, so that they become one write.
 */
final class TaskFold {
  private static final Logger log = LoggerFactory.getLogger(TaskFold.class);

  /** A decision that still lacks facts after so many rounds will never have them. */
  private static final int ROUNDS = 20;

  private final TaskId id;
  private final @Nullable StoredTask before;
  private final List<Work> commands;
  private final Entries entries;
  private final Instant now;
  private final Expressions expressions;

  private @Nullable Task task;
  private @Nullable CreatingCommand createdBy;
  private final List<RecordedOutcome> outcomes = new ArrayList<>();
  private final List<SourcePosition> positions;
  private final List<OutboxEntry> outbox = new ArrayList<>();
  private final List<Settled> settled = new ArrayList<>();
  private int outboxBytes;
  private int rounds;
  private boolean full;

  TaskFold(
      TaskId id,
      @Nullable StoredTask before,
      List<Work> commands,
      Entries entries,
      Instant now,
      Expressions expressions) {
    this.id = id;
    this.before = before;
    this.commands = commands;
    this.entries = entries;
    this.now = now;
    this.expressions = expressions;
    this.task = before == null ? null : before.task();
    this.createdBy = before == null ? null : before.createdBy();
    this.positions = new ArrayList<>(before == null ? List.of() : before.positions());
  }

  TaskId id() {
    return id;
  }

  /** What was read. */
  @Nullable StoredTask before() {
    return before;
  }

  /** The commands whose outcomes hold once the write, if there is one, has won. */
  List<Settled> settled() {
    return settled;
  }

  /** Commands for another pass, since one write cannot take them all. */
  List<Work> rest() {
    return commands.subList(settled.size(), commands.size());
  }

  /** Decides as far as the facts go. Answers the questions that are open; none if it is done. */
  Set<Query<?>> decide(Facts facts) {
    while (settled.size() < commands.size() && !full) {
      Work work = commands.get(settled.size());
      // A worker may call from work of its own.
      Map<String, String> outer = MDC.getCopyOfContextMap();
      MDC.put("taskId", id.value());
      MDC.put("commandId", work.envelope().id().value());
      MDC.put("traceId", work.envelope().trace().id());
      try {
        Set<Query<?>> missing = decide(work, facts);
        if (!missing.isEmpty()) {
          return missing;
        }
        rounds = 0;
      } finally {
        MDC.setContextMap(outer == null ? Map.of() : outer);
      }
    }
    return Set.of();
  }

  private Set<Query<?>> decide(Work work, Facts facts) {
    Optional<Settled> repeat = repeat(work);
    if (repeat.isPresent()) {
      settled.add(repeat.get());
      return Set.of();
    }
    CommandEnvelope envelope = work.envelope();
    Context context = new Context(id, envelope.id(), envelope.actor(), now, facts, expressions);
    Decision decision;
    try {
      decision = TaskDecider.decide(task, envelope.command(), context);
      if (decision instanceof Decision.Accepted accepted) {
        accept(work, accepted.changes(), accepted.followUps());
        return Set.of();
      }
    } catch (DependencyDownException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      log.error("The decision failed, so that the task is parked.", e);
      park(work, "Expected the engine to decide a command, but it failed: " + e);
      return Set.of();
    }
    if (decision instanceof Decision.Needs needs) {
      if (++rounds <= ROUNDS) {
        return needs.queries();
      }
      park(
          work,
          "Expected to know enough to decide after %d rounds, but %s is still unknown."
              .formatted(ROUNDS, needs.queries()));
    } else if (decision instanceof Decision.Rejected rejected) {
      settle(work, verdict(work, rejected));
    }
    return Set.of();
  }

  private Optional<Settled> repeat(Work work) {
    if (createdBy == null) {
      return Optional.empty();
    }
    StoredTask soFar = write(createdBy).result("");
    return Repeats.find(soFar, work);
  }

  /** What a service reports to a parked task must not get lost: it waits as a dead letter. */
  private static Verdict verdict(Work work, Decision.Rejected rejected) {
    return rejected.reason() == Reason.PARKED && work.envelope().actor() instanceof Actor.Service
        ? new Verdict.DeadLettered(rejected.sentence())
        : new Verdict.Refused(rejected.reason(), rejected.sentence(), rejected.details());
  }

  private void accept(Work work, List<Change> changes, List<FollowUp> followUps) {
    Task next = changes.isEmpty() ? task : TaskEvolver.evolve(task, changes, now);
    List<OutboxEntry> added = new ArrayList<>();
    if (next != null && !changes.isEmpty()) {
      added.add(entries.event(next, changes, work.envelope(), now));
    }
    if (next != null) {
      for (FollowUp followUp : followUps) {
        added.add(entries.followUp(next, followUp, work.envelope().trace(), now));
      }
      Optional<String> tooLarge = Caps.exceeded(next, added);
      if (tooLarge.isPresent()) {
        settle(work, new Verdict.Refused(Reason.TOO_LARGE, tooLarge.get(), Map.of()));
        return;
      }
    }
    if (!fits(added)) {
      full = true;
      return;
    }
    task = next;
    outbox.addAll(added);
    outboxBytes += bytes(added);
    settle(work, new Verdict.Accepted());
  }

  private boolean fits(List<OutboxEntry> added) {
    return outbox.isEmpty()
        || (outbox.size() + added.size() <= Caps.OUTBOX_ENTRIES
            && outboxBytes + bytes(added) <= Caps.OUTBOX_BYTES);
  }

  private static int bytes(List<OutboxEntry> some) {
    return some.stream().mapToInt(e -> e.value().length).sum();
  }

  /** The task is left alone from now on; a task that does not exist yet does not come to be. */
  private void park(Work work, String reason) {
    if (task == null) {
      settled.add(new Settled(work, new Verdict.DeadLettered(reason), 0));
      return;
    }
    List<Change> changes = TaskDecider.park(reason).changes();
    task = TaskEvolver.evolve(task, changes, now);
    outbox.add(entries.event(task, changes, work.envelope(), now));
    settle(work, new Verdict.DeadLettered(reason));
  }

  /** Notes an outcome, with the task where there is one or where a creation was refused. */
  private void settle(Work work, Verdict verdict) {
    CommandEnvelope envelope = work.envelope();
    long version = task == null ? 0 : task.version();
    settled.add(new Settled(work, verdict, version));
    boolean creation = envelope.command() instanceof Command.Creation;
    boolean created = creation && verdict instanceof Verdict.Accepted;
    if (created || (creation && createdBy == null)) {
      createdBy = new CreatingCommand(envelope.id(), envelope.requestHash());
    }
    if (createdBy == null) {
      return;
    }
    SourcePosition source = work.source();
    outcomes.add(
        new RecordedOutcome(envelope.id(), envelope.requestHash(), verdict, version, source));
    if (source != null) {
      positions.removeIf(p -> p.partition() == source.partition());
      positions.add(source);
    }
    full = outcomes.size() >= StoredTask.RING / 2;
  }

  /** The write that makes all this hold; none if nothing new came of the commands. */
  Optional<TaskWrite> write() {
    CreatingCommand creator = createdBy;
    return creator == null || outcomes.isEmpty() ? Optional.empty() : Optional.of(write(creator));
  }

  private TaskWrite write(CreatingCommand creator) {
    return new TaskWrite(id, before, task, creator, outcomes, positions, outbox, now);
  }
}
