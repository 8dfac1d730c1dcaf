package dev.gatehouse.bench.load;

import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.bench.result.OverloadCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Requests at a rate far over what can be done, between two times at a low rate. What is accepted
 * is approved, however often that has to be tried, and must close in the end.
 */
public final class Overload implements AutoCloseable {
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);
  private static final Duration LOST_AFTER = Duration.ofMinutes(3);
  private static final int BEFORE = 10;
  private static final int AFTER = 30;

  private final Organisation organisation;
  private final Api api;
  private final ClosedTasks closedTasks;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<String> closed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final LongAdder refusedWithout = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final ScheduledExecutorService retries =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final List<Second> seconds = new ArrayList<>();
  private volatile Second current = new Second("before");

  private record Second(
      String phase,
      LongAdder offered,
      LongAdder refused,
      LongAdder closed,
      Histogram acceptedTimes,
      Histogram refusedTimes) {
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);

    Second(String phase) {
      this(
          phase,
          new LongAdder(),
          new LongAdder(),
          new LongAdder(),
          new ConcurrentHistogram(LONGEST, 2),
          new ConcurrentHistogram(LONGEST, 2));
    }

    static void record(Histogram histogram, long since) {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - since);
      histogram.recordValue(Math.clamp(micros, 0, LONGEST));
    }

    OverloadCell.Second result() {
      Percentiles taken = Percentiles.of(acceptedTimes);
      Percentiles not = Percentiles.of(refusedTimes);
      return new OverloadCell.Second(
          phase,
          offered.sum(),
          taken.count(),
          refused.sum(),
          closed.sum(),
          taken.p50(),
          taken.p99(),
          taken.max(),
          not.p50(),
          not.p99());
    }
  }

  public Overload(Installation installation, Organisation organisation, int mostConnections) {
    this.organisation = organisation;
    this.api = new Api(installation.url(), mostConnections);
    this.closedTasks =
        new ClosedTasks(installation.kafka(), installation.registryUrl(), this::closed);
  }

  /**
   * Runs it.
   *
   * @param capacity lifecycles a second that the installation does
   * @param times how much more than that is offered
   * @param length how long, in seconds
   */
  public OverloadCell run(String layout, double capacity, double times, int length) {
    double low = Math.max(5, capacity / 5);
    for (int i = 0; i < BEFORE + length + AFTER; i++) {
      boolean load = i >= BEFORE && i < BEFORE + length;
      current = new Second(load ? "load" : i < BEFORE ? "before" : "after");
      seconds.add(current);
      second(load ? capacity * times : low);
    }
    awaitEnd();
    List<OverloadCell.Second> results = seconds.stream().map(Second::result).toList();
    Map<String, Long> failed = new TreeMap<>();
    failures.forEach((why, count) -> failed.put(why, count.sum()));
    long refused = results.stream().mapToLong(OverloadCell.Second::refused).sum();
    return new OverloadCell(
        layout,
        capacity,
        capacity * times,
        accepted.size(),
        refused - refusedWithout.sum(),
        refusedWithout.sum(),
        failed,
        accepted.stream().filter(task -> !closed.contains(task)).count(),
        recovery(results, BEFORE, BEFORE + length),
        results);
  }

  /** A second is good if nothing was refused and it was no slower than twice the slowest before. */
  static int recovery(List<OverloadCell.Second> seconds, int before, int end) {
    double usual =
        seconds.subList(1, before).stream()
            .mapToDouble(OverloadCell.Second::acceptedP99)
            .max()
            .orElse(0);
    for (int i = end; i < seconds.size(); i++) {
      OverloadCell.Second second = seconds.get(i);
      if (second.refused() == 0 && second.accepted() > 0 && second.acceptedP99() <= 2 * usual) {
        return i - end;
      }
    }
    return -1;
  }

  private void second(double rate) {
    long start = System.nanoTime();
    long all = Math.round(rate);
    for (long i = 0; i < all; i++) {
      long intended = start + i * TimeUnit.SECONDS.toNanos(1) / all;
      for (long wait = intended - System.nanoTime();
          wait > 0;
          wait = intended - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      request(intended, current);
    }
    long left = start + TimeUnit.SECONDS.toNanos(1) - System.nanoTime();
    if (left > 0) {
      Load.pause(Duration.ofNanos(left));
    }
  }

  private void request(long intended, Second second) {
    Access access = organisation.nextAccess();
    second.offered().increment();
    unanswered.incrementAndGet();
    api.post(
        "/api/v1/task/grant",
        access.requester(),
        access.request(),
        answer -> {
          if (answer.ok()) {
            Second.record(second.acceptedTimes(), intended);
            Answer.Created created = answer.created();
            accepted.add(created.task());
            approve(access, created);
          } else if (answer.status() == 429) {
            Second.record(second.refusedTimes(), intended);
            second.refused().increment();
            if (!answer.retryAfter()) {
              refusedWithout.increment();
            }
          } else {
            fail("create", answer);
          }
          unanswered.decrementAndGet();
        });
  }

  private void approve(Access access, Answer.Created created) {
    api.post(
        "/api/v1/tasks/" + created.task() + "/action/approve",
        access.approver(),
        Access.approval(created.step()),
        answer -> {
          if (answer.status() == 429) {
            later(() -> approve(access, created));
          } else if (!answer.ok()) {
            fail("approve", answer);
            if (!closed.contains(created.task())) {
              later(() -> approve(access, created));
            }
          }
        });
  }

  private void later(Runnable action) {
    var _ = retries.schedule(action, AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void fail(String what, Answer answer) {
    failures
        .computeIfAbsent(
            what + " " + answer.status() + ": " + answer.sentence(), _ -> new LongAdder())
        .increment();
  }

  /** May come before the answer that says that the task was accepted. */
  private void closed(ClosedTasks.Closed task) {
    closed.add(task.task());
    current.closed().increment();
  }

  private void awaitEnd() {
    long end = System.nanoTime() + LOST_AFTER.toNanos();
    while (unanswered.get() > 0 || !closed.containsAll(accepted)) {
      if (System.nanoTime() > end) {
        return;
      }
      Load.pause(Duration.ofMillis(100));
    }
  }

  @Override
  public void close() {
    retries.shutdownNow();
    closedTasks.close();
    api.close();
  }
}
