package dev.gatehouse.provisioning.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final RetryRules RULES =
      new RetryRules(Duration.ofSeconds(1), 2, Duration.ofSeconds(60), 8, Duration.ofMinutes(10));

  @Test
  void successEndsTheAttemptWithoutAnError() {
    assertThat(next(attempt(0, null), new TryOutcome.Succeeded())).isEqualTo(new Next.Finish(""));
  }

  @Test
  void whatIsImpossibleEndsTheAttemptAtOnce() {
    assertThat(next(attempt(0, null), new TryOutcome.Impossible("No such group.")))
        .isEqualTo(new Next.Finish("No such group."));
  }

  @Test
  void whatIsUnwantedIsDropped() {
    assertThat(next(attempt(0, null), new TryOutcome.Unwanted("The task is closed.")))
        .isEqualTo(new Next.Drop("The task is closed."));
  }

  @Test
  void theFirstFailureIsRetriedAfterTheFirstPause() {
    assertThat(next(attempt(0, null), new TryOutcome.Missed("Down.", false)))
        .isEqualTo(new Next.Retry(Duration.ofSeconds(1), 1, 0, NOW, false, true, "Down."));
  }

  @Test
  void pausesDoubleUpToTheLongestOne() {
    assertThat(pauseAfter(3)).isEqualTo(Duration.ofSeconds(8));
    assertThat(pauseAfter(6)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void chanceSpreadsAPauseOverItsSecondHalf() {
    Next next = RULES.next(attempt(3, NOW), new TryOutcome.Missed("Down.", false), () -> NOW, 0);

    assertThat(((Next.Retry) next).delay()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aCallThatMayHaveArrivedKeepsTheTaskWaiting() {
    Next.Retry next = (Next.Retry) next(attempt(0, null), new TryOutcome.Missed("Silence.", true));

    assertThat(next.unsure()).isTrue();
    assertThat(next.released()).isFalse();
  }

  @Test
  void tooManyFailuresHandTheAttemptToAPerson() {
    assertThat(next(attempt(7, NOW), new TryOutcome.Missed("Down.", false)))
        .isEqualTo(new Next.Finish("Down. Given up after 8 tries."));
  }

  @Test
  void tooLongATroubleHandsTheAttemptToAPerson() {
    Instant first = NOW.minus(Duration.ofMinutes(10));

    assertThat(next(attempt(2, first), new TryOutcome.Missed("Down.", false)))
        .isEqualTo(new Next.Finish("Down. Given up after 3 tries."));
  }

  @Test
  void whatStandsInTheWayElsewhereIsNoReasonToGiveUp() {
    ProvisioningAttempt attempt =
        new ProvisioningAttempt(order(), AttemptState.CLAIMED, 900, 7, 500, NOW, false);

    assertThat(next(attempt, new TryOutcome.HeldUp("Busy.", false)))
        .isEqualTo(new Next.Retry(Duration.ofSeconds(60), 7, 501, NOW, false, true, "Busy."));
  }

  private static Duration pauseAfter(int failures) {
    Next next = next(attempt(failures, NOW), new TryOutcome.Missed("Down.", false));
    return ((Next.Retry) next).delay();
  }

  private static Next next(ProvisioningAttempt attempt, TryOutcome outcome) {
    return RULES.next(attempt, outcome, () -> NOW, 1);
  }

  private static ProvisioningAttempt attempt(int failures, @Nullable Instant first) {
    return new ProvisioningAttempt(
        order(), AttemptState.CLAIMED, failures + 1, failures, 0, first, false);
  }

  private static ProvisioningOrder order() {
    return new ProvisioningOrder(
        new AttemptId(new TaskId("t1"), new StepId("s1"), 1),
        true,
        new ConnectorId("c1"),
        new EntitlementRef(new AppId("a1"), new EntitlementId("e1")),
        new AppUserId("u1"),
        null,
        null,
        null);
  }
}
