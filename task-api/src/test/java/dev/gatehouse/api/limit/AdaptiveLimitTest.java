package dev.gatehouse.api.limit;

import static dev.gatehouse.api.limit.Settings.CEILING;
import static dev.gatehouse.api.limit.Settings.FLOOR;
import static dev.gatehouse.api.limit.Settings.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final SimulatedWorker worker = new SimulatedWorker(Settings.commands(true, START));

  @Test
  void whatIsFarTooMuchIsRefusedAndWhatIsAcceptedIsAnsweredInTime() {
    worker.takes(30, 4);
    SimulatedWorker.Seen first = worker.load(5 * worker.capacity(), Duration.ofSeconds(1));
    SimulatedWorker.Seen then = worker.load(5 * worker.capacity(), Duration.ofMinutes(10));

    assertThat(first.refused()).isPositive();
    assertThat(then.refused()).isGreaterThan(3 * then.answered());
    assertThat(then.longestMillis()).isLessThan(2 * Settings.LATENCY.toMillis());
    assertThat(then.answeredPerSecond(Duration.ofMinutes(10)))
        .as("the worker has enough to do all the time")
        .isGreaterThan(0.85 * worker.capacity());
  }

  @Test
  void afterTheLoadNothingIsRefusedAndAllIsAsQuickAsBefore() {
    worker.takes(30, 4);
    SimulatedWorker.Seen before = worker.load(worker.capacity() / 5, LONG);
    worker.load(5 * worker.capacity(), LONG);
    worker.load(worker.capacity() / 5, Duration.ofSeconds(5));
    SimulatedWorker.Seen after = worker.load(worker.capacity() / 5, LONG);

    assertThat(after.refused()).isZero();
    assertThat(after.longestMillis()).isLessThanOrEqualTo(2 * before.longestMillis());
  }

  @Test
  void theLimitSinksWhenTheWorkerSlowsDownAndGrowsWhenItIsQuickAgain() {
    worker.takes(15, 1.5).load(2 * worker.capacity(), LONG);
    int usual = worker.limit();
    SimulatedWorker.Seen slow = worker.takes(15, 15).load(2 * worker.capacity(), LONG);
    assertThat(slow.lowest()).isLessThan(usual / 2);
    SimulatedWorker.Seen again =
        worker.takes(15, 1.5).load(2 * worker.capacity(), Duration.ofMinutes(5));
    assertThat(again.highest()).isGreaterThanOrEqualTo(usual);
  }

  @Test
  void theLimitNeverSinksBelowItsFloor() {
    SimulatedWorker.Seen seen = worker.takes(20_000, 100).load(50, Duration.ofMinutes(20));
    assertThat(seen.lowest()).isEqualTo(FLOOR);
  }

  @Test
  void theLimitNeverGrowsAboveItsCeiling() {
    SimulatedWorker.Seen seen = worker.takes(0, 0.1).load(20_000, LONG);
    assertThat(seen.highest()).isLessThanOrEqualTo(CEILING);
  }

  @Test
  void aLimitThatIsNotInUseDoesNotGrow() {
    SimulatedWorker.Seen seen = worker.takes(15, 1.5).load(100, Duration.ofMinutes(10));
    assertThat(seen.highest()).isEqualTo(START);
    assertThat(seen.lowest()).isEqualTo(START);
  }

  @Test
  void aLimitThatIsInUseGrowsWhileAnswersAreQuick() {
    SimulatedWorker.Seen seen = worker.takes(15, 1.5).load(worker.capacity() * 2, LONG);
    assertThat(seen.highest()).isGreaterThan(START);
  }

  @Test
  void aLimitThatIsNotAdaptiveIsTheCeiling() {
    SimulatedWorker fixed = new SimulatedWorker(Settings.commands(false, START));
    SimulatedWorker.Seen seen = fixed.takes(60, 20).load(500, LONG);
    assertThat(seen.lowest()).isEqualTo(CEILING);
    assertThat(seen.highest()).isEqualTo(CEILING);
  }
}
