package dev.gatehouse.runtime.health;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The answer to a question that is not asked again while the last answer is fresh. */
final class RecentAnswer {
  static final Duration FRESH = Duration.ofSeconds(3);

  private final BooleanSupplier question;
  private final LongSupplier nanos;
  private boolean asked;
  private long askedAt;
  private boolean answer;

  /**
   * Asks nothing yet.
   *
   * @param nanos a clock as {@link System#nanoTime} is one
   */
  RecentAnswer(BooleanSupplier question, LongSupplier nanos) {
    this.question = question;
    this.nanos = nanos;
  }

  /** The answer; whoever comes while it is sought waits for it. */
  synchronized boolean get() {
    if (!asked || nanos.getAsLong() - askedAt >= FRESH.toNanos()) {
      answer = question.getAsBoolean();
      askedAt = nanos.getAsLong();
      asked = true;
    }
    return answer;
  }
}
