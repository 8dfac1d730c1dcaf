package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.provisioning.attempt.AttemptId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the attempts of one connector are carried out: a bounded number at once, so many a second,
 * none for a while if the target keeps failing. A place is taken until the call has really ended,
 * so a target that hangs takes up its own places and nobody else's.
 */
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final float FAILING_PERCENT = 50;
  private static final Duration LONGEST_WAIT_FOR_RATE = Duration.ofMinutes(1);

  private final ConnectorId connectorId;
  private final LaneSettings settings;
  private final Queue<Queued> queue = new ConcurrentLinkedQueue<>();
  private final Set<AttemptId> known = ConcurrentHashMap.newKeySet();
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Semaphore places;
  private final CircuitBreaker breaker;
  private final RateLimiter rate;
  private volatile boolean open = true;

  /** An attempt and what is done with it on its place. */
  private record Queued(AttemptId id, Consumer<Place> work) {}

  Lane(ConnectorId connectorId, LaneSettings settings) {
    this.connectorId = connectorId;
    this.settings = settings;
    this.places = new Semaphore(settings.calls());
    this.breaker = CircuitBreaker.of(connectorId.value(), breakerConfig(settings));
    this.rate = RateLimiter.of(connectorId.value(), rateConfig(settings));
  }

  private static CircuitBreakerConfig breakerConfig(LaneSettings settings) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(settings.breakerWindow())
        .minimumNumberOfCalls(settings.breakerWindow())
        .failureRateThreshold(FAILING_PERCENT)
        .waitDurationInOpenState(settings.breakerPause())
        .permittedNumberOfCallsInHalfOpenState(1)
        .build();
  }

  private static RateLimiterConfig rateConfig(LaneSettings settings) {
    return RateLimiterConfig.custom()
        .limitForPeriod(settings.ratePerSecond())
        .limitRefreshPeriod(Duration.ofSeconds(1))
        .timeoutDuration(LONGEST_WAIT_FOR_RATE)
        .build();
  }

  ConnectorId connectorId() {
    return connectorId;
  }

  /** Takes an attempt in unless there is no room; it waits in the database then. */
  void offer(AttemptId id, Consumer<Place> work) {
    if (!full()) {
      begin(id, work);
    }
  }

  /** Takes an attempt in, however many there are. */
  void begin(AttemptId id, Consumer<Place> work) {
    if (open && known.add(id)) {
      queue.add(new Queued(id, work));
      begin();
    }
  }

  /** How many more would have a place at once. */
  int free() {
    return open ? places.availablePermits() - queue.size() : 0;
  }

  /** Whether there is no room for another attempt. */
  boolean full() {
    return known.size() >= settings.queue();
  }

  /** Whether more attempts wait here than will get a place soon. */
  boolean busy() {
    return queue.size() >= settings.calls();
  }

  /** How many attempts have a place. */
  int inFlight() {
    return settings.calls() - places.availablePermits();
  }

  /** 0 if calls go through, 1 if none does, a half while one is let through to see. */
  double breakerState() {
    return switch (breaker.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
      case HALF_OPEN -> 0.5;
      case OPEN, FORCED_OPEN -> 1;
    };
  }

  /** Takes nothing in any more; what has a place goes on. */
  void close() {
    open = false;
    queue.clear();
  }

  /** Ends what has a place, and waits for nothing. */
  void interrupt() {
    running.forEach(Thread::interrupt);
  }

  private void begin() {
    while (!queue.isEmpty() && places.tryAcquire()) {
      Queued next = queue.poll();
      if (next == null) {
        places.release();
      } else {
        Thread.ofVirtual().name("attempt-" + next.id()).start(() -> takePlace(next));
      }
    }
  }

  private void takePlace(Queued next) {
    running.add(Thread.currentThread());
    try (LanePlace place = new LanePlace(breaker, settings.callTimeout())) {
      carryOut(next, place);
    } finally {
      running.remove(Thread.currentThread());
      places.release();
      begin();
    }
  }

  private void carryOut(Queued next, Place place) {
    try {
      if (rate.acquirePermission()) {
        next.work().accept(place);
      }
    } catch (RuntimeException e) {
      log.error("Attempt {} was left where it was.", next.id(), e);
    } finally {
      known.remove(next.id());
    }
  }
}
