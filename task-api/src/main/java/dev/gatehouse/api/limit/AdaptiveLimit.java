package dev.gatehouse.api.limit;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.gatehouse.api.config.TaskApiProperties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A limit that follows the latency: a window of commands that took longer than they should on
 * average, or of which one was not answered at all, makes it sink by a share; a window that was
 * quick, with at least half of the limit in use, lets it grow by one.
 */
final class AdaptiveLimit {
  private static final double LEFT = 0.7;
  private static final long SHORTEST_WINDOW_MILLIS = 100;
  private static final long LONGEST_WINDOW_MILLIS = 1000;

  private AdaptiveLimit() {}

  /**
   * A limiter as the settings want it.
   *
   * @param nanos the time since some moment not long ago; never negative
   */
  static SimpleLimiter<Void> of(TaskApiProperties.Commands settings, LongSupplier nanos) {
    return SimpleLimiter.newBuilder().limit(limit(settings)).nanoClock(nanos).build();
  }

  private static Limit limit(TaskApiProperties.Commands settings) {
    int ceiling = settings.mostAwaited();
    TaskApiProperties.Limit wanted = settings.limit();
    if (!wanted.adaptive()) {
      return FixedLimit.of(ceiling);
    }
    return WindowedLimit.newBuilder()
        .minWindowTime(SHORTEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
        .maxWindowTime(LONGEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
        .build(
            AIMDLimit.newBuilder()
                .minLimit(wanted.floor())
                .initialLimit(Math.clamp(wanted.start(), wanted.floor(), ceiling))
                .maxLimit(ceiling)
                .timeout(wanted.latency().toNanos(), TimeUnit.NANOSECONDS)
                .backoffRatio(LEFT)
                .build());
  }
}
