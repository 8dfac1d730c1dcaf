package dev.gatehouse.provisioning;

import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.executor.AttemptSweeper;
import dev.gatehouse.provisioning.executor.Lanes;
import dev.gatehouse.provisioning.executor.PublishedEnds;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.timer.Repeating;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sweeps while the worker runs. When it stops, what is being carried out gets some time to end;
 * what does not end is taken up by another worker when its claim is over.
 */
@Component
class AttemptsLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AttemptsLifecycle.class);

  /** Well below the time after which an end counts as not published. */
  private static final Duration NOTING = Duration.ofSeconds(1);

  private static final Duration MEASURE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final AttemptStore store;
  private final AttemptSweeper sweeper;
  private final Lanes lanes;
  private final PublishedEnds published;
  private final ProvisioningProperties properties;
  private final List<Repeating> running = new ArrayList<>();
  private final AtomicLong oldestDueMillis = new AtomicLong();
  private final AtomicLong stuck = new AtomicLong();

  AttemptsLifecycle(
      AttemptStore store,
      AttemptSweeper sweeper,
      Lanes lanes,
      PublishedEnds published,
      ProvisioningProperties properties,
      MeterRegistry meters) {
    this.store = store;
    this.sweeper = sweeper;
    this.lanes = lanes;
    this.published = published;
    this.properties = properties;
    Gauge.builder("gatehouse.provisioning.oldest.due", oldestDueMillis, age -> age.get() / 1000.0)
        .baseUnit("seconds")
        .description("How long the attempt or result that is due longest has been waiting")
        .register(meters);
    Gauge.builder("gatehouse.provisioning.stuck", stuck, AtomicLong::get)
        .description("Results that could not be published and are left alone")
        .register(meters);
  }

  @Override
  public synchronized void start() {
    running.add(
        Repeating.every(properties.provisioning().sweep(), "attempt-sweeper", sweeper::sweep));
    running.add(Repeating.every(NOTING, "published-attempts", published::note));
    running.add(Repeating.every(MEASURE, "attempt-measures", this::measure));
  }

  private void measure() {
    Instant now = store.now();
    oldestDueMillis.set(
        store
            .oldestDue()
            .map(due -> Math.max(0, Duration.between(due, now).toMillis()))
            .orElse(0L));
    stuck.set(store.stuck());
  }

  @Override
  public synchronized void stop() {
    running.forEach(Repeating::close);
    running.clear();
    lanes.close();
    long end = System.nanoTime() + GRACE.toNanos();
    while (lanes.inFlight() > 0 && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    lanes.interrupt();
    try {
      published.note();
    } catch (DependencyDownException e) {
      log.info("{} Some ends of attempts will be published once more.", e.getMessage());
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return !running.isEmpty();
  }
}
