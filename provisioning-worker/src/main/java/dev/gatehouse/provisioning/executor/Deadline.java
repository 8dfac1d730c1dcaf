package dev.gatehouse.provisioning.executor;

import dev.gatehouse.runtime.Waiting;
import java.time.Duration;

/** A point in time by the clock that never jumps. */
public record Deadline(long nanos, Waiting waiting) {
  static Deadline in(Duration time, Waiting waiting) {
    return new Deadline(waiting.nanos() + time.toNanos(), waiting);
  }

  boolean over() {
    return !leaves(Duration.ZERO);
  }

  /** Whether there is more than so much time left. */
  boolean leaves(Duration time) {
    return nanos - waiting.nanos() > time.toNanos();
  }
}
