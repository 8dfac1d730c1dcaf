package dev.gatehouse.api.limit;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.gatehouse.api.config.TaskApiProperties;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A worker that takes what waits in batches, as the real one does, behind a limiter. Its time is
 * counted in steps of a millisecond and has nothing to do with the real one.
 */
final class SimulatedWorker {
  private static final int LARGEST_BATCH = 200;
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final SimpleLimiter<Void> limiter;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final List<Waiting> batch = new ArrayList<>();
  private double millisForBatch;
  private double millisForEach;
  private long now;
  private double batchEnds;
  private double owed;

  private record Waiting(long since, Limiter.Listener place) {}

  /** What became of the commands that were given in some time. */
  record Seen(long answered, long refused, long longestMillis, int lowest, int highest) {
    double answeredPerSecond(Duration time) {
      return answered * 1000.0 / time.toMillis();
    }
  }

  SimulatedWorker(TaskApiProperties.Commands settings) {
    this.limiter = AdaptiveLimit.of(settings, () -> TimeUnit.MILLISECONDS.toNanos(now));
  }

  /** How long a batch takes from now on. */
  SimulatedWorker takes(double millisForBatch, double millisForEach) {
    this.millisForBatch = millisForBatch;
    this.millisForEach = millisForEach;
    return this;
  }

  /** Commands a second of the fullest batches. */
  double capacity() {
    return 1000 * LARGEST_BATCH / (millisForBatch + LARGEST_BATCH * millisForEach);
  }

  int limit() {
    return limiter.getLimit();
  }

  /** Gives commands at this rate for some time. */
  Seen load(double perSecond, Duration time) {
    long answered = 0;
    long refused = 0;
    long longest = 0;
    int lowest = limit();
    int highest = limit();
    for (long end = now + time.toMillis(); now < end; now++) {
      for (Waiting done : finished()) {
        answered++;
        longest = Math.max(longest, now - done.since());
      }
      for (owed += perSecond / 1000; owed >= 1; owed--) {
        Limiter.Listener place = limiter.acquire(null).orElse(null);
        if (place == null) {
          refused++;
        } else {
          queue.add(new Waiting(now, place));
        }
      }
      startBatch();
      lowest = Math.min(lowest, limit());
      highest = Math.max(highest, limit());
    }
    return new Seen(answered, refused, longest, lowest, highest);
  }

  private List<Waiting> finished() {
    if (batch.isEmpty() || now < batchEnds) {
      return List.of();
    }
    List<Waiting> done = List.copyOf(batch);
    batch.clear();
    for (Waiting one : done) {
      if (now - one.since() >= LONGEST_WAIT_MILLIS) {
        one.place().onDropped();
      } else {
        one.place().onSuccess();
      }
    }
    return done;
  }

  private void startBatch() {
    if (batch.isEmpty() && !queue.isEmpty()) {
      while (batch.size() < LARGEST_BATCH && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      batchEnds = now + millisForBatch + batch.size() * millisForEach;
    }
  }
}
