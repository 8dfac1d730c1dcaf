package dev.gatehouse.bench.load;

import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.bench.load.Latencies.Stage;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Runs lifecycles: a person asks for access over HTTP, another approves it, an event says that the
 * task is closed as granted. What is refused since there is too much of it is asked again when the
 * answer says so; its time goes on counting.
 */
public final class Lifecycles implements AutoCloseable {
  private static final String GRANTED = "GRANT_OUTCOME_GRANTED";
  private static final Duration LOST_AFTER = Duration.ofSeconds(60);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private final Organisation organisation;
  private final Api api;
  private final ClosedTasks closedTasks;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong granted = new AtomicLong();
  private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final ScheduledExecutorService retries =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile @Nullable Latencies latencies;

  private record Running(Lifecycle lifecycle, Ending then) {}

  /** Hears how a lifecycle ended, on the thread that saw it end. */
  interface Ending {
    void over(boolean granted);
  }

  public Lifecycles(Installation installation, Organisation organisation, int mostConnections) {
    this.organisation = organisation;
    this.api = new Api(installation.url(), mostConnections);
    this.closedTasks =
        new ClosedTasks(installation.kafka(), installation.registryUrl(), this::closed);
  }

  /** Starts one that counts from now; {@code then} is called when it is over, however it ended. */
  void begin(Ending then) {
    begin(System.nanoTime(), then);
  }

  /** Starts one that should have been started at a time which may be past. */
  void begin(long intended, Ending then) {
    Lifecycle lifecycle;
    try {
      lifecycle = new Lifecycle(organisation.nextAccess(), intended);
    } catch (ServerException e) {
      failures.computeIfAbsent(String.valueOf(e.getMessage()), _ -> new LongAdder()).increment();
      return;
    }
    open.incrementAndGet();
    create(new Running(lifecycle, then));
  }

  private void create(Running one) {
    Access access = one.lifecycle().access();
    api.post(
        "/api/v1/task/grant",
        access.requester(),
        access.request(),
        answer -> {
          if (!refusedForNow("create", answer, () -> create(one))) {
            created(one, answer);
          }
        });
  }

  private void created(Running one, Answer answer) {
    if (!answer.ok()) {
      fail(one, "create " + answer.status() + ": " + answer.sentence());
      return;
    }
    Answer.Created created = answer.created();
    record(Stage.CREATE, one.lifecycle().startedAt());
    running.put(created.task(), one);
    long now = System.nanoTime();
    one.lifecycle().approvedAt(now);
    approve(one, created);
  }

  private void approve(Running one, Answer.Created created) {
    api.post(
        "/api/v1/tasks/" + created.task() + "/action/approve",
        one.lifecycle().access().approver(),
        Access.approval(created.step()),
        answer -> {
          if (!refusedForNow("approve", answer, () -> approve(one, created))) {
            approved(created.task(), one, answer);
          }
        });
  }

  /** Counts as something that went wrong, but is no end. */
  private boolean refusedForNow(String what, Answer answer, Runnable again) {
    if (!answer.refusedForNow()) {
      return false;
    }
    failures.computeIfAbsent(what + " 429, asked again", _ -> new LongAdder()).increment();
    var _ = retries.schedule(again, AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
    return true;
  }

  private void approved(String task, Running one, Answer answer) {
    if (answer.ok()) {
      record(Stage.APPROVE, one.lifecycle().approvedAt());
    } else if (running.remove(task) != null) {
      fail(one, "approve " + answer.status() + ": " + answer.sentence());
    }
  }

  /** May come before the approval's own answer. */
  private void closed(ClosedTasks.Closed closed) {
    Running one = running.remove(closed.task());
    if (one == null) {
      return;
    }
    if (!closed.outcome().equals(GRANTED)) {
      fail(one, "closed as " + closed.outcome());
      return;
    }
    record(Stage.APPROVE_TO_CLOSED, one.lifecycle().approvedAt());
    record(Stage.WHOLE, one.lifecycle().startedAt());
    granted.incrementAndGet();
    open.decrementAndGet();
    one.then().over(true);
  }

  private void record(Stage stage, long since) {
    Latencies into = latencies;
    if (into != null) {
      into.record(stage, System.nanoTime() - since);
    }
  }

  private void fail(Running one, String why) {
    failures.computeIfAbsent(why, _ -> new LongAdder()).increment();
    open.decrementAndGet();
    one.then().over(false);
  }

  /** Gives up those that have been waited for too long. */
  void giveUpLost() {
    long limit = System.nanoTime() - LOST_AFTER.toNanos();
    running.forEach(
        (task, one) -> {
          if (one.lifecycle().startedAt() - limit < 0 && running.remove(task, one)) {
            fail(one, "no event that it is closed within " + LOST_AFTER.toSeconds() + " s");
          }
        });
  }

  /** Times go to fresh histograms from now on. */
  public void measure() {
    latencies = new Latencies();
  }

  /** Times go nowhere from now on; those since {@link #measure}. */
  public Map<String, Percentiles> measured() {
    Latencies measured = latencies;
    latencies = null;
    return measured == null ? Map.of() : measured.percentiles();
  }

  /** How many have begun and are not over. */
  int open() {
    return open.get();
  }

  /** How many ever ended well. */
  public long granted() {
    return granted.get();
  }

  /** What went wrong since the last call, and how often. */
  public Map<String, Long> takeFailures() {
    Map<String, Long> taken = new TreeMap<>();
    failures.forEach((why, count) -> taken.put(why, count.sum()));
    failures.clear();
    return taken;
  }

  @Override
  public void close() {
    retries.shutdownNow();
    closedTasks.close();
    api.close();
  }
}
