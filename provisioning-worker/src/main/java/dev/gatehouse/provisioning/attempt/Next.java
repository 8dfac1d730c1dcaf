package dev.gatehouse.provisioning.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is next for an attempt after it was taken up. */
public sealed interface Next {

  /**
   * It is over, and the task is told.
   *
   * @param error why it failed; empty for success
   */
  record Finish(String error) implements Next {}

  /** It is over, and nobody waits for it. */
  record Drop(String sentence) implements Next {}

  /**
   * It is taken up again.
   *
   * @param released whether the target certainly did nothing, so that the task may go other ways
   *     meanwhile
   */
  record Retry(
      Duration delay,
      int failures,
      int waits,
      @Nullable Instant firstFailureAt,
      boolean unsure,
      boolean released,
      String sentence)
      implements Next {}
}
