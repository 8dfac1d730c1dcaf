package dev.gatehouse.provisioning.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Decides what is next for an attempt. Pauses double from one failure to the next, and each is
 * spread over its second half, so that those who failed together do not come back together.
 *
 * @param firstPause after the first failure
 * @param factor how much longer each pause is than the one before
 * @param longestPause where they stop growing
 * @param mostFailures after so many a person takes over
 * @param longestTrouble a person takes over if the target cannot be reached for so long
 */
public record RetryRules(
    Duration firstPause,
    double factor,
    Duration longestPause,
    int mostFailures,
    Duration longestTrouble) {
  /**
   * What is next.
   *
   * @param attempt as it was when it was taken up
   * @param now the time of the database, which keeps the time of the first failure; asked where it
   *     matters
   * @param chance from 0 to 1, to spread pauses
   */
  public Next next(
      ProvisioningAttempt attempt, TryOutcome outcome, Supplier<Instant> now, double chance) {
    return switch (outcome) {
      case TryOutcome.Succeeded o -> new Next.Finish("");
      case TryOutcome.Impossible o -> new Next.Finish(o.sentence());
      case TryOutcome.Unwanted o -> new Next.Drop(o.sentence());
      case TryOutcome.Missed o -> missed(attempt, o, now.get(), chance);
      case TryOutcome.HeldUp o -> heldUp(attempt, o, chance);
    };
  }

  private Next missed(
      ProvisioningAttempt attempt, TryOutcome.Missed outcome, Instant now, double chance) {
    int failures = attempt.failures() + 1;
    Instant first = attempt.firstFailureAt() == null ? now : attempt.firstFailureAt();
    Duration pause = pause(failures, chance);
    if (failures >= mostFailures || now.plus(pause).isAfter(first.plus(longestTrouble))) {
      return new Next.Finish("%s Given up after %d tries.".formatted(outcome.sentence(), failures));
    }
    return new Next.Retry(
        pause, failures, 0, first, outcome.unsure(), !outcome.unsure(), outcome.sentence());
  }

  private Next heldUp(ProvisioningAttempt attempt, TryOutcome.HeldUp outcome, double chance) {
    int waits = attempt.waits() + 1;
    return new Next.Retry(
        pause(waits, chance),
        attempt.failures(),
        waits,
        attempt.firstFailureAt(),
        outcome.unsure(),
        !outcome.unsure(),
        outcome.sentence());
  }

  private Duration pause(int times, double chance) {
    double longest = longestPause.toMillis();
    double full = Math.min(longest, firstPause.toMillis() * Math.pow(factor, times - 1.0));
    return Duration.ofMillis(Math.round(full / 2 + full / 2 * chance));
  }
}
