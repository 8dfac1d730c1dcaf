package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.process;
import static dev.gatehouse.core.scenario.Acts.reassign;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.resume;
import static dev.gatehouse.core.scenario.Acts.timer;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.escalating;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.Escalated;
import dev.gatehouse.core.task.Change.PolicyReplaced;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.TaskParked;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EscalationDeciderTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static TaskScenario asked(Escalation.Outcome outcome) {
    World world = world();
    world.offer("editors").grantPolicy(escalating(users("bob"), DAY, outcome));
    return given(world).and("ann", request("editors"));
  }

  private static Escalation.Outcome reassignTo(String... people) {
    return new Escalation.ReassignToApprovers(List.of(people).stream().map(UserId::new).toList());
  }

  @Test
  void othersAreAskedOnceAndNoMore() {
    asked(reassignTo("cy", "dan"))
        .whenItIsTime()
        .then(Escalated.class, CommentAdded.class, StepEnded.class, StepStarted.class)
        .thenHistory(StepOutcome.Reassigned.class)
        .thenAsked("cy", "dan")
        .thenTask(task -> assertThat(task.dueAt()).as("it fires once").isNull())
        .when("cy", approve())
        .thenHistory(StepOutcome.Reassigned.class, StepOutcome.Approved.class);
  }

  @Test
  void theStepIsLeftOut() {
    asked(new Escalation.SkipStep())
        .whenItIsTime()
        .thenHistory(StepOutcome.Skipped.class)
        .thenTask(
            task -> assertThat(task.currentStep()).isInstanceOf(StepInstance.Provision.class));
  }

  @Test
  void theTaskIsCancelled() {
    asked(new Escalation.CancelTicket())
        .whenItIsTime()
        .then(Escalated.class, CommentAdded.class, StepEnded.class, TaskClosed.class)
        .thenClosed(Outcome.CANCELLED);
  }

  @Test
  void anotherPolicyDecides() {
    World world = world();
    PolicyId other = world.offer("readers").grantPolicy(approval(users("dan"))).policyId("grant");
    world
        .offer("editors")
        .grantPolicy(escalating(users("bob"), DAY, new Escalation.ReplacePolicy(other)));

    given(world)
        .and("ann", request("editors"))
        .whenItIsTime()
        .then(
            Escalated.class,
            CommentAdded.class,
            StepEnded.class,
            PolicyReplaced.class,
            StepStarted.class)
        .thenAsked("dan")
        .thenTask(
            task -> {
              assertThat(Objects.requireNonNull(task.policy()).policy().id()).isEqualTo(other);
              assertThat(task.emergencyAccess()).isFalse();
            });
  }

  @Test
  void aPolicyThatIsGoneParksTheTaskWhereItStands() {
    asked(new Escalation.ReplacePolicy(new PolicyId("gone")))
        .whenItIsTime()
        .then(Escalated.class, CommentAdded.class, TaskParked.class)
        .thenTask(task -> assertThat(task.parked()).contains("gone"))
        .when("root", resume(""))
        .thenAsked("bob")
        .thenTask(task -> assertThat(task.dueAt()).isNull());
  }

  @Test
  void beforeItsTimeNothingHappens() {
    asked(new Escalation.CancelTicket()).whenService(timer()).thenNothing();
  }

  @Test
  void aTimerOfAnotherTimeDoesNothing() {
    asked(new Escalation.CancelTicket())
        .thenTask(task -> assertThat(task.dueAt()).isNotNull())
        .whenService(
            task ->
                new Command.TimerFired(
                    Objects.requireNonNull(Objects.requireNonNull(task).currentStep()).id(),
                    task.createdAt()))
        .thenNothing();
  }

  @Test
  void onlyTheEngineTellsTheTime() {
    asked(new Escalation.CancelTicket())
        .when("root", timer())
        .thenRejected(Reason.NOT_ALLOWED, "Expected a service");
  }

  @Test
  void anAnswerInTimeEndsIt() {
    asked(new Escalation.CancelTicket())
        .when("bob", approve())
        .thenTask(task -> assertThat(task.dueAt()).isNull());
  }

  @Test
  void whoGetsTheStepFromSomebodyHasAsMuchTime() {
    TaskScenario scenario = asked(new Escalation.SkipStep());
    var before = Objects.requireNonNull(scenario.task().dueAt());

    scenario
        .when("bob", reassign("", "cy"))
        .thenAsked("cy")
        .thenTask(task -> assertThat(task.dueAt()).isAfter(before));
  }

  @Test
  void whatWasHandedOnAfterItEscalatedDoesNotEscalateAgain() {
    asked(reassignTo("cy"))
        .whenItIsTime()
        .when("cy", reassign("", "dan"))
        .thenAsked("dan")
        .thenTask(task -> assertThat(task.dueAt()).isNull());
  }

  @Test
  void processingDoesNotHurryIt() {
    asked(new Escalation.CancelTicket()).when("root", process()).thenNothing();
  }
}
