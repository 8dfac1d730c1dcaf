package dev.gatehouse.runtime.batch;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.Crash;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.Decoded;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.facts.FactsResolver;
import dev.gatehouse.runtime.outbox.Entries;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.Tails;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.Verdict;
import dev.gatehouse.runtime.store.WriteResult;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A batch of commands, from raw bytes to the last effect. This class is the order of effects; what
 * each step does stands elsewhere.
 *
 * <p>If it returns, everything about every record is done and its offset may be committed. If it
 * throws, nothing may be: the whole batch comes again, and what was done before is recognised. It
 * throws only because a dependency is down.
 */
public final class CommandBatch {
  private static final int ROUNDS = 7;
  private static final Duration LONGEST_JITTER = Duration.ofMillis(20);

  private final CommandCodec codec;
  private final TaskStore tasks;
  private final FactsResolver facts;
  private final Expressions expressions;
  private final Entries entries;
  private final Tails tails;
  private final RecordSender sender;
  private final Replies replies;
  private final DeadLetters deadLetters;
  private final BatchMetrics metrics;
  private final Clock clock;
  private final Patience patience;

  public CommandBatch(
      CommandCodec codec,
      TaskStore tasks,
      FactsResolver facts,
      Expressions expressions,
      Entries entries,
      Tails tails,
      RecordSender sender,
      MeterRegistry meters,
      Clock clock,
      Patience patience) {
    this.codec = codec;
    this.tasks = tasks;
    this.facts = facts;
    this.expressions = expressions;
    this.entries = entries;
    this.tails = tails;
    this.sender = sender;
    this.replies = new Replies(tails.codec());
    this.deadLetters = new DeadLetters(codec);
    this.metrics = new BatchMetrics(meters);
    this.clock = clock;
    this.patience = patience;
  }

  /** Works on the records of one poll, in their order. */
  public void handle(List<RawRecord> records) {
    Crash.at(Crash.POLLED);
    metrics.batch(records.size());
    List<Work> commands = new ArrayList<>();
    List<OutboundRecord> dead = new ArrayList<>();
    for (RawRecord record : records) {
      switch (patience.insist(() -> codec.decode(record))) {
        case Decoded.Known known -> commands.add(new Work(known.envelope(), known.raw()));
        case Decoded.Poison poison -> dead.add(deadLetter(poison));
      }
    }
    work(commands, dead);
  }

  /** Works on commands in their order; answers their outcomes in the same. */
  List<Settled> work(List<Work> commands, List<OutboundRecord> dead) {
    List<Settled> all = new ArrayList<>();
    List<Work> open = commands;
    do {
      Pass pass = new Pass(open, dead);
      pass.run();
      all.addAll(pass.settled);
      open = pass.rest;
      dead = List.of();
    } while (!open.isEmpty());
    return all;
  }

  private OutboundRecord deadLetter(Decoded.Poison poison) {
    metrics.deadLetter();
    return deadLetters.of(poison.raw(), poison.reason());
  }

  /** What one write for each task can take. */
  private final class Pass {
    private final Map<TaskId, List<Work>> byTask = new LinkedHashMap<>();
    private final List<OutboundRecord> dead;
    private final Map<TaskId, StoredTask> unpublished = new LinkedHashMap<>();
    final List<Settled> settled = new ArrayList<>();
    final List<Work> rest = new ArrayList<>();

    Pass(List<Work> commands, List<OutboundRecord> dead) {
      for (Work work : commands) {
        byTask.computeIfAbsent(work.envelope().taskId(), id -> new ArrayList<>()).add(work);
      }
      this.dead = new ArrayList<>(dead);
    }

    void run() {
      decideAndWrite();
      Crash.at(Crash.WRITTEN);
      tails.letGo(resumed());
      List<OutboundRecord> answers = answers();
      CompletableFuture<Void> told = send(answers);
      Map<TaskId, List<OutboxEntry>> published = tails.publish(unpublished.values());
      Crash.at(Crash.ACKNOWLEDGED);
      await(told, answers);
      Crash.at(Crash.REPLIED);
      tails.clear(published);
      Crash.at(Crash.CLEARED);
    }

    private List<TaskId> resumed() {
      return settled.stream()
          .filter(Settled::resumes)
          .map(one -> one.work().envelope().taskId())
          .toList();
    }

    private void decideAndWrite() {
      Map<TaskId, List<Work>> open = byTask;
      for (int round = 0; !open.isEmpty(); round++) {
        if (round == ROUNDS) {
          throw new DependencyDownException(
              "Expected to write %d tasks within %d tries, but others wrote them each time."
                  .formatted(open.size(), ROUNDS),
              new IllegalStateException(open.keySet().toString()));
        }
        if (round > 0) {
          patience.jitter(LONGEST_JITTER);
        }
        open = attempt(open);
      }
    }

    /** One try for each task; answers those who lost their race. */
    private Map<TaskId, List<Work>> attempt(Map<TaskId, List<Work>> open) {
      List<TaskFold> folds = load(open);
      Crash.at(Crash.LOADED);
      decide(folds);
      Crash.at(Crash.DECIDED);
      Map<TaskId, WriteResult> results = write(folds);
      Map<TaskId, List<Work>> lost = new LinkedHashMap<>();
      for (TaskFold fold : folds) {
        switch (results.get(fold.id())) {
          case null -> keep(fold, fold.before());
          case WriteResult.Won won -> keep(fold, won.stored());
          case WriteResult.Lost l -> lost.put(fold.id(), lost(open, fold));
          case WriteResult.OpenKeyTaken t -> lost.put(fold.id(), lost(open, fold));
        }
      }
      return lost;
    }

    private List<TaskFold> load(Map<TaskId, List<Work>> open) {
      Map<TaskId, StoredTask> stored = patience.insist(() -> tasks.load(open.keySet()));
      // The sweepers go by the same time, and the clocks of several workers may differ.
      Instant now = patience.insist(tasks::now);
      List<TaskFold> folds = new ArrayList<>();
      open.forEach(
          (id, commands) ->
              folds.add(new TaskFold(id, stored.get(id), commands, entries, now, expressions)));
      return folds;
    }

    /** Round by round: decide what can be, and find out at once what all the others lack. */
    private void decide(List<TaskFold> folds) {
      Facts known = Facts.NONE;
      List<TaskFold> undecided = folds;
      while (true) {
        Set<Query<?>> missing = new LinkedHashSet<>();
        List<TaskFold> waiting = new ArrayList<>();
        for (TaskFold fold : undecided) {
          Set<Query<?>> queries = fold.decide(known);
          if (!queries.isEmpty()) {
            missing.addAll(queries);
            waiting.add(fold);
          }
        }
        if (waiting.isEmpty()) {
          return;
        }
        known = known.with(patience.insist(() -> facts.answer(missing)));
        undecided = waiting;
      }
    }

    private Map<TaskId, WriteResult> write(List<TaskFold> folds) {
      List<TaskWrite> writes = folds.stream().flatMap(fold -> fold.write().stream()).toList();
      return tasks.write(writes);
    }

    private void keep(TaskFold fold, @Nullable StoredTask stored) {
      settled.addAll(fold.settled());
      rest.addAll(fold.rest());
      StoredTask open = stored == null ? null : tails.unpublished(stored);
      if (open != null && !open.outbox().isEmpty()) {
        unpublished.put(fold.id(), open);
      }
    }

    private List<Work> lost(Map<TaskId, List<Work>> open, TaskFold fold) {
      metrics.lostRace();
      return Objects.requireNonNull(open.get(fold.id()));
    }

    /** Replies and dead letters. */
    private List<OutboundRecord> answers() {
      Instant now = clock.instant();
      List<OutboundRecord> records = new ArrayList<>();
      for (Settled one : settled) {
        metrics.settled(one, now);
        replies.of(one).ifPresent(records::add);
        if (one.verdict() instanceof Verdict.DeadLettered v) {
          metrics.deadLetter();
          dead.add(deadLetters.of(one.work(), v.sentence()));
        }
      }
      records.addAll(dead);
      return records;
    }

    private CompletableFuture<Void> send(List<OutboundRecord> records) {
      return CompletableFuture.allOf(
          records.stream().map(sender::send).toArray(CompletableFuture<?>[]::new));
    }

    /** Waits until each is there; sends all again where one is not. */
    private void await(CompletableFuture<Void> sent, List<OutboundRecord> records) {
      List<CompletableFuture<Void>> tries = new ArrayList<>(List.of(sent));
      patience.insist(
          () -> {
            try {
              tries.getLast().join();
            } catch (CompletionException e) {
              tries.add(send(records));
              throw new DependencyDownException(
                  "Expected the broker to take the replies and dead letters, but it did not.", e);
            }
          });
    }
  }
}
