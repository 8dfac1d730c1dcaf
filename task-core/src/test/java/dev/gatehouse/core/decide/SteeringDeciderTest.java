package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.complete;
import static dev.gatehouse.core.scenario.Acts.deny;
import static dev.gatehouse.core.scenario.Acts.escalate;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.lasting;
import static dev.gatehouse.core.scenario.Acts.reassign;
import static dev.gatehouse.core.scenario.Acts.report;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.reset;
import static dev.gatehouse.core.scenario.Acts.restart;
import static dev.gatehouse.core.scenario.Acts.retry;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Acts.skip;
import static dev.gatehouse.core.scenario.Acts.succeed;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.connector;
import static dev.gatehouse.core.scenario.Steps.manual;
import static dev.gatehouse.core.scenario.Steps.otherUsers;
import static dev.gatehouse.core.scenario.Steps.provision;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SteeringDeciderTest {
  private static TaskScenario twoEyes() {
    World world = world();
    world.offer("editors").grantPolicy(approval(users("bob")), approval(otherUsers("bob", "cy")));
    return given(world).and("ann", request("editors"));
  }

  private static PolicyRun run(Task task) {
    return Objects.requireNonNull(task.policy());
  }

  @Test
  void aRestartBeginsTheSamePolicyAtItsFirstStepAndKeepsTheHistory() {
    TaskScenario story = twoEyes().and("bob", approve());
    String generation = run(story.task()).generationId();
    story
        .when("root", restart("Again."))
        .then(
            Change.StepEnded.class,
            Change.PolicyRestarted.class,
            Change.CommentAdded.class,
            Change.StepStarted.class)
        .thenAsked("bob")
        .thenHistory(StepOutcome.Approved.class, StepOutcome.Restarted.class)
        .thenTask(task -> assertThat(run(task).generationId()).isEqualTo(generation))
        .thenTask(task -> assertThat(run(task).next()).hasSize(1))
        .and("bob", approve())
        .thenAsked("cy");
  }

  /** Who approved before the restart may do so again: it is a new run. */
  @Test
  void whoApprovedBeforeARestartIsAskedAgain() {
    twoEyes()
        .and("bob", approve())
        .and("cy", approve())
        .andService(fail("No."))
        .and("root", restart(""))
        .and("bob", approve())
        .thenAsked("cy")
        .and("cy", approve())
        .thenTask(task -> assertThat(task.currentStep()).isInstanceOf(StepInstance.Provision.class))
        .andService(succeed())
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void aRestartedRequestIsProvidedAlthoughItWasBefore() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .andService(fail("No."))
        .and("root", restart(""))
        .when("bob", approve())
        .thenTask(task -> assertThat(run(task).history()).hasSize(4))
        .thenTask(task -> assertThat(run(task).reached()).hasSize(1))
        .thenOrdered();
  }

  @Test
  void aResetTakesThePolicyThatAppliesByNow() {
    TaskScenario story = twoEyes();
    String generation = run(story.task()).generationId();
    story
        .meanwhile(world -> world.offer("editors").grantPolicy(approval(users("dan"))))
        .and("root", restart("The same."))
        .thenAsked("bob")
        .when("root", reset("The new one."))
        .then(
            Change.StepEnded.class,
            Change.PolicyReplaced.class,
            Change.CommentAdded.class,
            Change.StepStarted.class)
        .thenAsked("dan")
        .thenTask(task -> assertThat(run(task).generationId()).isNotEqualTo(generation))
        .thenTask(task -> assertThat(run(task).next()).isEmpty());
  }

  @Test
  void aTaskThatNobodyCouldApproveGoesOnByAResetOnceSomebodyCan() {
    World world = world();
    world.offer("editors").grantPolicy(approval(users("bob")), approval(otherUsers("bob")));
    given(world.disabled("root").disabled("cy"))
        .and("ann", request("editors"))
        .and("bob", approve())
        .thenTask(task -> assertThat(task.parked()).contains("nobody is left"))
        .meanwhile(w -> w.offer("editors").grantPolicy(approval(users("dan"))))
        .when("root", reset(""))
        .then(Change.TaskResumed.class, Change.PolicyReplaced.class, Change.StepStarted.class)
        .thenAsked("dan")
        .thenTask(task -> assertThat(task.parked()).isEmpty());
  }

  @Test
  void aResetWithoutAPolicyIsRefused() {
    twoEyes()
        .meanwhile(world -> world.withoutPolicy(world.offer("editors").policyId("grant")))
        .when("root", reset(""))
        .thenRejected(Reason.INVALID, "Expected a policy to decide this request");
  }

  @Test
  void whatTheEngineTakesBackAsksNobodyAfterAResetEither() {
    given(world().granted("editors", "wiki-ann"))
        .andService(
            revoke("editors")
                .onAccount("wiki-ann")
                .because(new RevokeSource.Expired(Instant.parse("2026-11-02T08:00:00Z"))))
        .andService(fail("No."))
        .when("root", reset(""))
        .thenOrdered();
  }

  @Test
  void nothingIsRestartedWhileAnAttemptMayBeRunning() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .when("root", restart(""))
        .thenRejected(Reason.ATTEMPT_RUNNING, "an attempt is running.")
        .andService(claim())
        .when("root", reset(""))
        .thenRejected(Reason.ATTEMPT_RUNNING, "an attempt is running.")
        .when("root", skip(""))
        .thenRejected(Reason.ATTEMPT_RUNNING, "an attempt is running.")
        .when("ann", restart(""))
        .thenRejected(Reason.NOT_ALLOWED, "Expected a super admin to restart a task");
  }

  @Test
  void aSkippedStepCountsAsDoneWell() {
    twoEyes()
        .when("root", skip("Bob is away."))
        .then(Change.StepEnded.class, Change.CommentAdded.class, Change.StepStarted.class)
        .thenHistory(StepOutcome.Skipped.class)
        .thenAsked("bob", "cy")
        .thenTask(task -> assertThat(task.actedBy()).isEmpty())
        .and("cy", approve())
        .andService(fail("No."))
        .and("root", skip("It is there."))
        .thenClosed(Outcome.SUCCESS);
  }

  /** The target may have done it when the connector gave up for a while. */
  @Test
  void whatASkippedConnectorMayHaveGivenIsTakenBackIfTheRequestComesToNothing() {
    World world = world();
    world.offer("editors").grantPolicy(provision(connector("ldap")), approval(users("bob")));
    given(world)
        .and("ann", request("editors"))
        .andService(report(AttemptState.RETRYING))
        .and("root", skip(""))
        .when("bob", deny("No."))
        .thenSent(Command.CreateRevoke.class);
  }

  @Test
  void aFailedConnectorIsAskedAgainWithoutNewApprovals() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .when("root", retry(""))
        .thenRejected(Reason.ATTEMPT_RUNNING, "an attempt is running.")
        .andService(fail("The target is down."))
        .and("otto", reassign("", "dan"))
        .when("dan", retry("It is up."))
        .then(Change.StepEnded.class, Change.CommentAdded.class, Change.StepStarted.class)
        .thenHistory(
            StepOutcome.Approved.class,
            StepOutcome.ReassignedByError.class,
            StepOutcome.Reassigned.class,
            StepOutcome.Reassigned.class)
        .andService(succeed())
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void whatNoConnectorFailedAtIsNotTriedAgain() {
    World world = world();
    world.offer("editors").provisioner(manual("dan"));
    given(world)
        .and("ann", request("editors"))
        .when("bob", retry(""))
        .thenRejected(Reason.WRONG_STEP_KIND, "Expected a provision step")
        .and("bob", approve())
        .when("dan", retry(""))
        .thenRejected(Reason.WRONG_STEP_KIND, "Expected a step that a connector has failed at")
        .and("dan", complete())
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void anEmergencyIsDecidedByItsOwnPolicyFromItsFirstStep() {
    World world = world();
    world.offer("editors").emergencyPolicy(approval(users("dan")));
    TaskScenario story = given(world).and("ann", request("editors"));
    String generation = run(story.task()).generationId();
    story
        .when("bob", escalate(""))
        .thenRejected(Reason.NOT_ALLOWED, "to call it an emergency")
        .when("ann", escalate("It burns."))
        .then(
            Change.StepEnded.class,
            Change.PolicyReplaced.class,
            Change.CommentAdded.class,
            Change.StepStarted.class)
        .thenAsked("dan")
        .thenTask(
            task -> {
              assertThat(task.emergencyAccess()).isTrue();
              assertThat(run(task).generationId()).isNotEqualTo(generation);
              assertThat(run(task).policy().id())
                  .isEqualTo(world.offer("editors").policyId("emergency"));
            })
        .when("ann", escalate("More."))
        .thenRejected(Reason.WRONG_STEP_KIND, "Expected a request that is no emergency yet")
        .and("root", reset(""))
        .thenAsked("dan")
        .and("dan", approve())
        .when("ann", escalate(""))
        .thenRejected(Reason.WRONG_STEP_KIND, "its access is being provided.");
  }

  @Test
  void thereIsNoEmergencyWhereTheEntitlementDoesNotOfferIt() {
    twoEyes()
        .when("ann", escalate(""))
        .thenRejected(Reason.INVALID, "Expected an entitlement with emergency access");
    given(world().granted("editors", "wiki-ann"))
        .and("ann", revoke("editors"))
        .when("root", escalate(""))
        .thenRejected(Reason.WRONG_STEP_KIND, "Expected a request for access");
  }

  @Test
  void whoIsAskedMayChangeHowLongTheAccessLasts() {
    World world = world();
    world.offer("editors").longest(Duration.ofHours(2));
    TaskScenario story = given(world).and("ann", request("editors").lasting(Duration.ofHours(1)));
    story
        .when("bob", lasting(Duration.ofHours(3)))
        .thenRejected(
            Reason.INVALID,
            "Expected a shorter duration, but it was 10800s: grant duration must be less than or"
                + " equal to max provision time (7200s)")
        .when("ann", lasting(Duration.ofMinutes(5)))
        .thenRejected(Reason.NOT_ALLOWED, "to change the duration")
        .when("bob", lasting(Duration.ofHours(1)))
        .thenNothing()
        .when("bob", lasting(Duration.ofMinutes(30)))
        .then(Change.GrantDurationChanged.class)
        .thenTask(
            task ->
                assertThat(((Subject.Grant) task.subject()).duration())
                    .isEqualTo(Duration.ofMinutes(30)))
        .when("bob", approve());
    assertThat(story.thenOrdered().duration()).isEqualTo(Duration.ofMinutes(30));
    story
        .when("root", lasting(Duration.ofHours(1)))
        .thenRejected(Reason.WRONG_STEP_KIND, "its access is being provided.");
  }
}
