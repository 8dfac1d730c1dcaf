package dev.gatehouse.provisioning.executor;

import java.time.Duration;

/** A point in time by the clock that never jumps. */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean over() {
    return !leaves(Duration.ZERO);
  }

  /** Whether there is more than so much time left. */
  boolean leaves(Duration time) {
    return nanos - System.nanoTime() > time.toNanos();
  }
}
