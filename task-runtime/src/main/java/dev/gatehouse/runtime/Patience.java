package dev.gatehouse.runtime;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a dependency that is down: tries again with growing pauses, up to a bound, after which
 * the failure goes to the caller. The bound is well below the longest time that a consumer may take
 * for one poll.
 */
public record Patience(
    Duration firstPause, Duration longestPause, Duration limit, Waiting waiting) {
  /** Waits really. */
  public Patience(Duration firstPause, Duration longestPause, Duration limit) {
    this(firstPause, longestPause, limit, Waiting.REAL);
  }

  /** For work on a polled batch: whoever waits for their share of the topic waits as long. */
  public static final Patience OF_A_BATCH =
      new Patience(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(10));

  /** For the start of a service, while its dependencies start too. */
  public static final Patience OF_A_START =
      new Patience(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofMinutes(1));

  /** Gives up at once. */
  public static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  /** The result of the work, which may be done more than once. */
  public <T> T insist(Supplier<T> work) {
    long end = waiting.nanos() + limit.toNanos();
    Duration pause = firstPause;
    while (true) {
      try {
        return work.get();
      } catch (DependencyDownException e) {
        if (waiting.nanos() + pause.toNanos() >= end) {
          throw e;
        }
        log.warn("{} Trying again in {} ms.", e.getMessage(), pause.toMillis());
        waiting.pause(pause);
        pause = min(pause.multipliedBy(2), longestPause);
      }
    }
  }

  /** Like {@link #insist(Supplier)}, for work without a result. */
  public void insist(Runnable work) {
    insist(
        () -> {
          work.run();
          return true;
        });
  }

  /** A pause of up to {@code longest}, so that those who collided do not collide again. */
  public void jitter(Duration longest) {
    waiting.pause(Duration.ofNanos(Math.round(longest.toNanos() * waiting.chance())));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
