package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.process;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.skip;
import static dev.gatehouse.core.scenario.Acts.timer;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.Steps.waiting;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.ExpressionFailed;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Change.WaitGoesOn;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitDeciderTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static TaskScenario asked(PolicyStep... steps) {
    World world = world();
    world.offer("editors").grantPolicy(steps);
    return given(world).when("ann", request("editors"));
  }

  private static PolicyStep.Wait condition(String text, @Nullable Duration timeout) {
    return waiting(new WaitUntil.Condition(text), timeout);
  }

  private static StepInstance.Wait wait(TaskScenario scenario) {
    return (StepInstance.Wait) Objects.requireNonNull(scenario.task().currentStep());
  }

  @Test
  void aWhilePassesBeforePeopleAreAsked() {
    asked(waiting(new WaitUntil.Passed(HOUR), null), approval(users("bob")))
        .then(TaskCreated.class, StepStarted.class, CommentAdded.class)
        .thenTask(task -> assertThat(task.processing()).isEqualTo(Processing.WAITING))
        .whenService(timer())
        .thenNothing()
        .whenItIsTime()
        .then(StepEnded.class, StepStarted.class)
        .thenHistory(StepOutcome.Waited.class)
        .thenAsked("bob");
  }

  @Test
  void aTimeOfDayIsWaitedForInItsZone() {
    TaskScenario scenario = asked(waiting(new WaitUntil.TimeOfDay(9, 30, "Europe/Berlin"), null));

    assertThat(wait(scenario).until())
        .as("it is a minute past nine in UTC, so ten in Berlin")
        .isEqualTo(Instant.parse("2026-11-03T08:30:00Z"));
  }

  @Test
  void anHourThatIsSkippedInSpringIsTheNextOne() {
    WaitUntil.TimeOfDay half = new WaitUntil.TimeOfDay(2, 30, "Europe/Berlin");

    assertThat(half.after(Instant.parse("2027-03-28T00:00:00Z")))
        .isEqualTo(Instant.parse("2027-03-28T01:30:00Z"));
    assertThat(half.after(Instant.parse("2027-03-28T01:30:00Z")))
        .isEqualTo(Instant.parse("2027-03-29T00:30:00Z"));
  }

  @Test
  void aConditionThatHoldsIsNotWaitedFor() {
    asked(condition("true", null), approval(users("bob")))
        .then(TaskCreated.class, StepStarted.class, StepEnded.class, StepStarted.class)
        .thenAsked("bob");
  }

  @Test
  void aConditionIsLookedAtAgainTheLessOftenTheLongerItTakes() {
    TaskScenario scenario = asked(condition("led by olga", null));
    Instant began = wait(scenario).startedAt();
    assertThat(wait(scenario).lookAt()).isEqualTo(began.plus(Duration.ofMinutes(1)));

    scenario.whenItIsTime().then(WaitGoesOn.class);
    for (int look = 0; look < 100; look++) {
      scenario.whenItIsTime();
    }

    Instant now = scenario.task().updatedAt();
    assertThat(Duration.between(began, now)).isGreaterThan(Duration.ofHours(20));
    assertThat(wait(scenario).lookAt()).isEqualTo(now.plus(HOUR));
    scenario
        .meanwhile(world -> world.managed("ann", "olga"))
        .whenItIsTime()
        .thenHistory(StepOutcome.Waited.class);
  }

  @Test
  void whatIsWaitedForInVainClosesTheTask() {
    asked(condition("led by olga", Duration.ofMinutes(3)))
        .whenItIsTime()
        .then(WaitGoesOn.class)
        .whenItIsTime()
        .then(StepEnded.class, CommentAdded.class, TaskClosed.class)
        .thenHistory(StepOutcome.TimedOut.class)
        .thenClosed(Outcome.WAIT_TIMED_OUT);
  }

  @Test
  void aConditionThatCannotBeToldDoesNotHold() {
    asked(condition("nonsense", null))
        .then(TaskCreated.class, StepStarted.class, CommentAdded.class, ExpressionFailed.class)
        .whenItIsTime()
        .then(WaitGoesOn.class);
  }

  @Test
  void anAdminHasItLookedAtNow() {
    asked(condition("led by olga", null))
        .when("root", process())
        .thenNothing()
        .meanwhile(world -> world.managed("ann", "olga"))
        .when("root", process())
        .thenHistory(StepOutcome.Waited.class);
  }

  @Test
  void anAdminLetsItWaitNoLonger() {
    asked(waiting(new WaitUntil.Passed(HOUR), null), approval(users("bob")))
        .when("root", skip("Now."))
        .thenHistory(StepOutcome.Skipped.class)
        .thenAsked("bob");
  }

  @Test
  void whoAskedMayCloseItMeanwhile() {
    asked(waiting(new WaitUntil.Passed(HOUR), null))
        .when("ann", close(""))
        .thenHistory(StepOutcome.Cancelled.class)
        .thenClosed(Outcome.CANCELLED)
        .thenTask(task -> assertThat(task.dueAt()).isNull());
  }

  @Test
  void aParkedTaskIsNotLookedAt() {
    asked(waiting(new WaitUntil.Passed(HOUR), null))
        .parked("A fault.")
        .thenTask(task -> assertThat(task.dueAt()).isNull());
  }
}
