package dev.gatehouse.runtime.outbox;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.Crash;
import dev.gatehouse.runtime.outbox.OutboxPublisher.Published;
import dev.gatehouse.runtime.store.HeldTask;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what a worker that died has left in the outboxes: only what is so old that nobody can
 * still be sending it, oldest first. An outbox that fails again and again while others are sent is
 * given up as stuck, visible and without harm to other tasks, until somebody resumes its task.
 */
public final class OutboxSweeper {
  private static final Logger log = LoggerFactory.getLogger(OutboxSweeper.class);
  private static final Duration OLD = KafkaRecordSender.DELIVERY_TIMEOUT.multipliedBy(2);
  private static final int PAGE = 100;
  private static final int VAIN_ATTEMPTS = 10;
  private static final HeldTask.Counts NONE_HELD = new HeldTask.Counts(0, 0);

  private final TaskStore tasks;
  private final Audits audits;
  private final OutboxPublisher publisher;
  private final Supplier<Shards> share;
  private final Counter stuck;
  private final AtomicLong oldestSeconds = new AtomicLong();
  private volatile HeldTask.Counts held = NONE_HELD;

  /** A sweeper of what belongs to a share, which may become another at any time. */
  public OutboxSweeper(
      TaskStore tasks,
      Audits audits,
      OutboxPublisher publisher,
      Supplier<Shards> share,
      MeterRegistry meters) {
    this.tasks = tasks;
    this.audits = audits;
    this.publisher = publisher;
    this.share = share;
    this.stuck = Counter.builder("gatehouse.outbox.stuck").register(meters);
    Gauge.builder("gatehouse.outbox.age.seconds", oldestSeconds, AtomicLong::get).register(meters);
    Gauge.builder("gatehouse.tasks.held", this, sweeper -> sweeper.held.parked())
        .description("Tasks that wait for a resume")
        .tag("reason", "parked")
        .register(meters);
    Gauge.builder("gatehouse.tasks.held", this, sweeper -> sweeper.held.stuck())
        .description("Tasks that wait for a resume")
        .tag("reason", "stuck")
        .register(meters);
  }

  /** Sweeps once; answers how many outboxes it published to their end. */
  public int sweep() {
    Shards mine = share.get();
    Instant now = tasks.now();
    measure(mine, now);
    if (mine.isNone()) {
      return 0;
    }
    int all = 0;
    int published;
    do {
      published = sweepPage(now.minus(OLD), mine);
      all += published;
    } while (published == PAGE);
    return all;
  }

  /** One copy alone tells how things are for all: whoever has the first shard. */
  private void measure(Shards mine, Instant now) {
    boolean tells = mine.numbers().contains(0);
    oldestSeconds.set(
        tells
            ? tasks.oldestUnpublished().map(at -> Duration.between(at, now).toSeconds()).orElse(0L)
            : 0L);
    held = tells ? tasks.held() : NONE_HELD;
  }

  private int sweepPage(Instant before, Shards mine) {
    List<StoredTask> left = tasks.findUnpublished(before, mine, PAGE);
    if (left.isEmpty()) {
      return 0;
    }
    Crash.at(Crash.SWEPT);
    audits.add(left.stream().flatMap(task -> task.outbox().stream()).toList());
    Map<TaskId, List<OutboxEntry>> outboxes = new LinkedHashMap<>();
    left.forEach(task -> outboxes.put(task.id(), task.outbox()));
    Published<TaskId> published = publisher.publish(outboxes);
    tasks.clear(published.acknowledged());
    boolean brokerAnswers = !published.acknowledged().isEmpty();
    published
        .failed()
        .forEach(
            (id, failure) -> {
              if (failure.permanent() || brokerAnswers) {
                countVainAttempt(id, failure);
              }
            });
    return left.size() - published.failed().size();
  }

  private void countVainAttempt(TaskId id, SendFailedException failure) {
    if (tasks.countVainAttempt(id, String.valueOf(failure.getMessage()), VAIN_ATTEMPTS)) {
      stuck.increment();
      log.error("The outbox of task {} is stuck: {}", id, failure.getMessage());
    }
  }
}
