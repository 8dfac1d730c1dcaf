package dev.gatehouse.provisioning.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptState;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.provisioning.attempt.TryOutcome;
import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.ConnectorKind;
import dev.gatehouse.provisioning.connectors.Connectors;
import dev.gatehouse.provisioning.connectors.Holding;
import dev.gatehouse.provisioning.connectors.Target;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Waiting;
import dev.gatehouse.schemas.Trace;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTryTest {
  private static final RunSettings SETTINGS =
      new RunSettings("w1", Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

  /** What was asked of whom, in its order. */
  private final List<String> asked = new ArrayList<>();

  private boolean awaited = true;
  private TaskReports.Reported reported = new TaskReports.Reported.Noted();
  private LeaseAnswer lease = leased(false, false);
  private SettleAnswer settled = new SettleAnswer(true, "");
  private Answer answer = new Answer.Done();
  private boolean down;
  private boolean settlesNothing;
  private Holding holding = new Holding.Known(false);

  @Test
  void accessIsGivenUnderALeaseThatIsSettledAfterwards() {
    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Succeeded());
    assertThat(asked).containsExactly("look", "lease", "grant cn=g", "settle true");
  }

  @Test
  void accessIsTakenBackInTheSameWay() {
    answer = new Answer.Already();

    assertThat(attempt(false, false)).isEqualTo(new TryOutcome.Succeeded());
    assertThat(asked).containsExactly("look", "lease", "revoke cn=g", "settle true");
  }

  @Test
  void nothingIsAskedForATaskThatWantsItNoMore() {
    awaited = false;
    reported = new TaskReports.Reported.Refused(Reason.TASK_CLOSED, "The task is closed.");

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Unwanted("The task is closed."));
    assertThat(asked).containsExactly("look", "report RETRYING");
  }

  @Test
  void aTaskThatDidNotWaitForAMomentMayWantItAllTheSame() {
    awaited = false;

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Succeeded());
    assertThat(asked)
        .containsExactly(
            "look", "report RETRYING", "report CLAIMED", "lease", "grant cn=g", "settle true");
  }

  @Test
  void whoTakesAnAttemptUpAgainTellsTheTask() {
    ProvisioningAttempt again =
        new ProvisioningAttempt(order(true), AttemptState.CLAIMED, 2, 0, 0, null, false);

    assertThat(attempt(again)).isEqualTo(new TryOutcome.Succeeded());
    assertThat(asked).containsExactly("report CLAIMED", "lease", "grant cn=g", "settle true");
  }

  @Test
  void aParkedTaskIsWaitedFor() {
    awaited = false;
    reported = new TaskReports.Reported.Refused(Reason.PARKED, "The task is parked.");

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.HeldUp("The task is parked.", false));
  }

  @Test
  void aLeaseThatAnotherTaskHoldsIsWaitedFor() {
    lease = new LeaseAnswer.Refused(LeaseAnswer.Kind.BUSY, "Another task is at it.");

    assertThat(attempt(true, false))
        .isEqualTo(new TryOutcome.HeldUp("Another task is at it.", false));
    assertThat(asked).containsExactly("look", "lease");
  }

  @Test
  void nothingIsCalledWhereTheGrantIsAsWantedAlready() {
    lease = leased(false, true);

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Succeeded());
    assertThat(asked).containsExactly("look", "lease");
  }

  @Test
  void whoIsLeavingIsGivenNothing() {
    lease = new LeaseAnswer.Refused(LeaseAnswer.Kind.LEAVING, "The person is leaving.");

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Impossible("The person is leaving."));
    assertThat(asked).containsExactly("look", "lease");
  }

  @Test
  void theLeaseOfATargetOutOfReachIsGivenBack() {
    answer = new Answer.Unreachable("Down.");

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Missed("Down.", false));
    assertThat(asked).endsWith("grant cn=g", "settle false");
  }

  @Test
  void theLeaseOfACallWithoutAnswerIsLeftToRunOut() {
    answer = new Answer.Unanswered("Silence.");

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Missed("Silence.", true));
    assertThat(asked).endsWith("grant cn=g");
  }

  @Test
  void whatATargetRefusesIsImpossible() {
    answer = new Answer.Refused("No such group.");

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Impossible("No such group."));
    assertThat(asked).endsWith("grant cn=g", "settle false");
  }

  @Test
  void afterALeaseWasTakenOverTheTargetIsReadFirst() {
    lease = leased(true, false);
    holding = new Holding.Known(true);

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.Succeeded());
    assertThat(asked).containsExactly("look", "lease", "read cn=g", "settle true");
  }

  @Test
  void afterACallWithoutAnswerTheTargetIsReadAndCalledWhereItHasToBe() {
    assertThat(attempt(true, true)).isEqualTo(new TryOutcome.Succeeded());
    assertThat(asked).containsExactly("look", "lease", "read cn=g", "grant cn=g", "settle true");
  }

  @Test
  void aTargetThatCannotBeReadLeavesItUnsure() {
    holding = new Holding.Unknown(new Answer.Unreachable("Down."));

    assertThat(attempt(true, true)).isEqualTo(new TryOutcome.Missed("Down.", true));
    assertThat(asked).endsWith("read cn=g");
  }

  @Test
  void successCountsOnlyOnceTheGrantSaysSo() {
    settled = new SettleAnswer(false, "A later lease was given.");

    assertThat(attempt(true, false))
        .isEqualTo(new TryOutcome.HeldUp("A later lease was given.", true));
  }

  @Test
  void anOrderWithoutAnAccountIsImpossible() {
    ProvisioningOrder without =
        new ProvisioningOrder(
            order(true).id(),
            true,
            new ConnectorId("c1"),
            order(true).entitlement(),
            null,
            null,
            null,
            null);

    assertThat(attempt(claimed(without, false))).isInstanceOf(TryOutcome.Impossible.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void aServiceThatIsDownHoldsTheAttemptUp() {
    TargetTry target =
        new TargetTry(
            new Reports() {
              @Override
              public boolean awaits(ProvisioningAttempt attempt) {
                throw new DependencyDownException("Down.", new IllegalStateException());
              }
            },
            new Leases(),
            connectors(),
            SETTINGS);

    assertThat(run(target, claimed(order(true), false)))
        .isEqualTo(new TryOutcome.HeldUp("Down.", false));
  }

  @Test
  void aLeaseThatMayHaveBeenGivenKeepsTheTaskWaiting() {
    down = true;

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.HeldUp("Down.", true));
    assertThat(asked).containsExactly("look", "lease");
  }

  @Test
  void anAttemptIsNotOverBeforeItsLeaseIs() {
    settlesNothing = true;
    answer = new Answer.Refused("No such group.");

    assertThat(attempt(true, false)).isEqualTo(new TryOutcome.HeldUp("Down.", true));
    assertThat(asked).endsWith("grant cn=g", "settle false");
  }

  @Test
  void aLeaseThatCouldNotBeEndedKeepsTheTaskWaitingToo() {
    settled = new SettleAnswer(false, "Others kept changing it.");
    answer = new Answer.Refused("No such group.");

    assertThat(attempt(true, false))
        .isEqualTo(new TryOutcome.HeldUp("Others kept changing it.", true));
  }

  private TryOutcome attempt(boolean give, boolean unsure) {
    return attempt(claimed(order(give), unsure));
  }

  private TryOutcome attempt(ProvisioningAttempt attempt) {
    return run(new TargetTry(new Reports(), new Leases(), connectors(), SETTINGS), attempt);
  }

  private static TryOutcome run(TargetTry target, ProvisioningAttempt attempt) {
    try (LanePlace place = new LanePlace(CircuitBreaker.ofDefaults("c1"), SETTINGS.callTimeout())) {
      return target.attempt(attempt, Deadline.in(SETTINGS.claim(), Waiting.REAL), place);
    }
  }

  private static ProvisioningOrder order(boolean give) {
    return new ProvisioningOrder(
        new AttemptId(new TaskId("t1"), new StepId("s1"), 1),
        give,
        new ConnectorId("c1"),
        new EntitlementRef(new AppId("a1"), new EntitlementId("e1")),
        new AppUserId("u1"),
        null,
        null,
        null);
  }

  private static ProvisioningAttempt claimed(ProvisioningOrder order, boolean unsure) {
    return new ProvisioningAttempt(order, AttemptState.CLAIMED, 1, 0, 0, null, unsure);
  }

  private static LeaseAnswer leased(boolean takenOver, boolean already) {
    return new LeaseAnswer.Leased(
        7,
        takenOver,
        already,
        new LeaseAnswer.Target("planned", Map.of(), "cn=g", "ann", Map.of(), "Editors"));
  }

  private Connectors connectors() {
    return new Connectors(List.of(new PlannedKind()), SETTINGS.callTimeout());
  }

  private class Reports implements TaskReports {
    @Override
    public boolean awaits(ProvisioningAttempt attempt) {
      asked.add("look");
      return awaited;
    }

    @Override
    public Reported report(ProvisioningAttempt attempt, StepInstance.AttemptState state) {
      asked.add("report " + state);
      return reported;
    }
  }

  private final class Leases implements GrantLeases {
    @Override
    public LeaseAnswer take(LeaseRequest request, Trace trace) {
      asked.add("lease");
      if (down) {
        throw new DependencyDownException("Down.", new IllegalStateException());
      }
      return lease;
    }

    @Override
    public SettleAnswer settle(SettleRequest request, Trace trace) {
      assertThat(request.epoch()).isEqualTo(7);
      asked.add("settle " + request.done());
      if (settlesNothing) {
        throw new DependencyDownException("Down.", new IllegalStateException());
      }
      return settled;
    }
  }

  private final class PlannedKind implements ConnectorKind {
    @Override
    public String name() {
      return "planned";
    }

    @Override
    public Connector open(Map<String, String> config, Duration callTimeout) {
      return new Connector() {
        @Override
        public Answer grant(Target target) {
          asked.add("grant " + target.externalId());
          return answer;
        }

        @Override
        public Answer revoke(Target target) {
          asked.add("revoke " + target.externalId());
          return answer;
        }

        @Override
        public Holding holds(Target target) {
          asked.add("read " + target.externalId());
          return holding;
        }

        @Override
        public void close() {}
      };
    }
  }
}
