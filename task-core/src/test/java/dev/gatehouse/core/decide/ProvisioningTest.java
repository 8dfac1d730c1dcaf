package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.cancel;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.complete;
import static dev.gatehouse.core.scenario.Acts.error;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.report;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Acts.step;
import static dev.gatehouse.core.scenario.Acts.succeed;
import static dev.gatehouse.core.scenario.Steps.accept;
import static dev.gatehouse.core.scenario.Steps.connector;
import static dev.gatehouse.core.scenario.Steps.manual;
import static dev.gatehouse.core.scenario.Steps.unconfigured;
import static dev.gatehouse.core.scenario.Steps.unsupported;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.ProvisionPolicy.Assignee;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.AttemptMoved;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

  /** Everybody gets it without approval, provided in this way. */
  private static World provided(ProvisionPolicy how) {
    World world = world();
    world.offer("editors").grantPolicy(accept("")).provisioner(how);
    return world;
  }

  private static TaskScenario ordered() {
    return given(provided(connector("ldap"))).and("ann", request("editors"));
  }

  private static StepInstance.Provision step1(TaskScenario scenario) {
    return (StepInstance.Provision) scenario.task().currentStep();
  }

  @Test
  void aConnectorIsOrderedWithAllItNeedsToKnow() {
    TaskScenario scenario =
        given(provided(connector("ldap")))
            .when("ann", request("editors").lasting(Duration.ofHours(1)));
    FollowUp.Provision order = scenario.thenOrdered();
    assertThat(order.stepId()).isEqualTo(step1(scenario).id());
    assertThat(order.appUserId()).hasToString("wiki-ann");
    assertThat(order.identity()).hasToString("ann");
    assertThat(order.duration()).isEqualTo(Duration.ofHours(1));
    assertThat(step1(scenario).attemptState()).isEqualTo(AttemptState.ORDERED);
    assertThat(scenario.task().processing()).isEqualTo(Processing.PROCESSING);
    assertThat(scenario.task().assignees()).isEmpty();
  }

  @Test
  void theAttemptIsFollowed() {
    TaskScenario scenario = ordered();
    scenario.whenService(claim()).then(AttemptMoved.class);
    assertThat(step1(scenario).attemptRunning()).isTrue();
    scenario.whenService(claim()).thenNothing();
    scenario.whenService(report(AttemptState.RETRYING)).then(AttemptMoved.class);
    assertThat(step1(scenario).attemptRunning()).isFalse();
  }

  @Test
  void onlyServicesReportAttempts() {
    ordered()
        .when("root", claim())
        .thenRejected(
            Reason.NOT_ALLOWED, "Expected a service to report an attempt, but a person did.")
        .when("root", succeed())
        .thenRejected(Reason.NOT_ALLOWED, "Expected a service to report an attempt");
  }

  @Test
  void anotherAttemptIsStale() {
    ordered()
        .whenService(task -> new Command.ProvisioningFinished(step(task), 2, null, ""))
        .thenRejected(Reason.STALE_STEP, "Expected the current attempt of the step, but it was 2.")
        .whenService(task -> new Command.ReportAttempt(step(task), 0, AttemptState.CLAIMED))
        .thenRejected(Reason.STALE_STEP, "Expected the current attempt of the step");
  }

  @Test
  void anAttemptOfAnEarlierStepIsStale() {
    Command[] late = new Command[1];
    ordered()
        .andService(
            task -> {
              late[0] = succeed().on(task);
              return fail("The directory says no.").on(task);
            })
        .whenService(task -> late[0])
        .thenRejected(Reason.STALE_STEP, "Expected policyStepId to be the current step ");
  }

  @Test
  void aFailureHandsTheStepToTheAppsOwnersAndKeepsTheApprovals() {
    TaskScenario scenario =
        given(world())
            .and("ann", request("editors"))
            .and("bob", approve())
            .andService(claim())
            .whenService(fail("The directory says no."))
            .then(StepEnded.class, StepStarted.class)
            .thenHistory(StepOutcome.Approved.class, StepOutcome.ReassignedByError.class)
            .thenAsked("otto");
    StepOutcome.ReassignedByError error =
        (StepOutcome.ReassignedByError) scenario.task().policy().history().getLast().outcome();
    assertThat(error.next()).isEqualTo(step1(scenario).id());
    assertThat(error.code()).isEqualTo("PEC-1");
    assertThat(error.description()).isEqualTo("The directory says no.");
    scenario
        .when("otto", complete())
        .thenClosed(Outcome.SUCCESS)
        .thenHistory(
            StepOutcome.Approved.class,
            StepOutcome.ReassignedByError.class,
            StepOutcome.Completed.class);
    assertThat(scenario.world().handRecords()).containsExactly("given editors");
  }

  @Test
  void aFailureForSomebodyWhoIsLeavingEndsTheRequestAndIsNoWorkForAPerson() {
    TaskScenario scenario =
        ordered()
            .meanwhile(world -> world.leaving("ann"))
            .whenService(fail("The person is leaving."))
            .then(CommentAdded.class, StepEnded.class, TaskClosed.class)
            .thenClosed(Outcome.CANCELLED)
            .thenHistory(StepOutcome.Accepted.class, StepOutcome.Cancelled.class);
    scenario.thenSent(Command.CreateRevoke.class);
    assertThat(note(scenario)).isEqualTo("The person is leaving; nothing more is given to them.");
  }

  @Test
  void nobodyIsAskedToProvideByHandForSomebodyWhoIsLeaving() {
    World world = world();
    world.offer("editors").provisioner(manual("cy"));
    given(world)
        .and("ann", request("editors"))
        .meanwhile(w -> w.leaving("ann"))
        .when("bob", approve())
        .thenClosed(Outcome.CANCELLED)
        .thenHistory(StepOutcome.Approved.class);
  }

  @Test
  void whatIsTakenFromSomebodyWhoIsLeavingGoesToAPersonWhenItFails() {
    World world = world().granted("editors", "wiki-ann").leaving("ann");
    given(world)
        .and("olga", revoke("editors").from("ann"))
        .and("bob", approve())
        .andService(fail("The directory says no."))
        .thenAsked("otto");
  }

  private static String note(TaskScenario scenario) {
    return scenario.engine().changes(scenario.task().id()).stream()
        .filter(CommentAdded.class::isInstance)
        .map(change -> ((CommentAdded) change).text())
        .collect(joining());
  }

  @Test
  void withoutAnAccountTheAppsOwnersDoIt() {
    TaskScenario scenario =
        given(provided(connector("ldap"))).and("cy", request("editors")).thenAsked("otto");
    assertThat(instructions(scenario))
        .isEqualTo(
            "The person has no account in the app yet, so that no connector can provide editors of"
                + " Wiki.");
    scenario.when("otto", complete()).thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().holds("editors", "wiki-cy")).isTrue();
  }

  @Test
  void withoutConfigurationTheSoleConnectorIsAskedOrElseTheAppsOwners() {
    World world = provided(unconfigured());
    TaskScenario byHand = given(world).and("ann", request("editors")).thenAsked("otto");
    assertThat(instructions(byHand))
        .isEqualTo("No provisioning is configured for editors of Wiki.");
    world = provided(unconfigured());
    world.offer("editors").soleConnector("only");
    assertThat(given(world).when("ann", request("editors")).thenOrdered().connectorId())
        .hasToString("only");
  }

  @Test
  void aKindThatIsNotCarriedOutGoesToTheAppsOwners() {
    TaskScenario scenario =
        given(provided(unsupported("webhook"))).and("ann", request("editors")).thenAsked("otto");
    assertThat(instructions(scenario))
        .isEqualTo(
            "Provisioning of the kind webhook is not carried out by this version; provide editors"
                + " of Wiki by hand.");
  }

  @Test
  void aManualStepAsksThePeopleItNames() {
    given(provided(manual("cy", "dan"))).and("ann", request("editors")).thenAsked("cy", "dan");
    given(provided(manual(new Assignee.AppOwners())))
        .and("ann", request("editors"))
        .thenAsked("otto");
    given(provided(manual(new Assignee.EntitlementOwners(List.of()))))
        .and("ann", request("editors"))
        .thenAsked("olga");
    given(provided(manual(new Assignee.Manager(List.of()))))
        .and("ann", request("editors"))
        .thenAsked("mia");
  }

  @Test
  void aManualStepFallsBackToItsOwnPeopleThenTheAppsOwnersThenTheSuperAdmins() {
    var cy = List.of(world().actor("cy").id());
    given(provided(manual(new Assignee.Manager(cy))))
        .and("bob", request("editors"))
        .thenAsked("cy");
    given(provided(manual(new Assignee.EntitlementOwners(cy))).disabled("olga"))
        .and("ann", request("editors"))
        .thenAsked("cy");
    given(provided(manual("dan")).disabled("dan")).and("ann", request("editors")).thenAsked("otto");
    given(provided(manual("dan")).disabled("dan").disabled("otto"))
        .and("ann", request("editors"))
        .thenAsked("root");
  }

  @Test
  void whoProvidesByHandSaysThatItIsDone() {
    TaskScenario scenario =
        given(provided(manual("cy")))
            .and("ann", request("editors"))
            .when("cy", complete())
            .then(StepEnded.class, CommentAdded.class, TaskClosed.class)
            .thenClosed(Outcome.SUCCESS);
    assertThat(scenario.task().policy().history().getLast().outcome())
        .isInstanceOfSatisfying(
            StepOutcome.Completed.class, o -> assertThat(o.by()).hasToString("cy"));
    assertThat(scenario.world().holds("editors", "wiki-ann")).isTrue();
  }

  @Test
  void aRevocationByHandIsRecordedAsTaken() {
    World world = world().granted("editors", "wiki-ann");
    world.offer("editors").deprovisioner(manual("cy"));
    TaskScenario scenario =
        given(world)
            .andService(revoke("editors").from("ann"))
            .when("cy", complete())
            .thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().handRecords()).containsExactly("taken editors");
    assertThat(scenario.world().holds("editors", "wiki-ann")).isFalse();
  }

  @Test
  void whoProvidesByHandSaysThatItCannotOrWillNotBeDone() {
    given(provided(manual("cy")))
        .and("ann", request("editors"))
        .when("cy", error("The app is gone."))
        .then(StepEnded.class, CommentAdded.class, TaskClosed.class)
        .thenHistory(StepOutcome.Accepted.class, StepOutcome.Errored.class)
        .thenClosed(Outcome.ERROR);
    given(provided(manual("cy")))
        .and("ann", request("editors"))
        .when("cy", cancel("Not this one."))
        .thenHistory(StepOutcome.Accepted.class, StepOutcome.Cancelled.class)
        .thenClosed(Outcome.CANCELLED);
  }

  @Test
  void whatAConnectorMayHaveGivenBeforeItGaveUpIsTakenBackUnlessItIsDoneByHand() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .andService(claim())
        .andService(fail("The directory was silent."))
        .when("otto", cancel("Not this one."))
        .thenClosed(Outcome.CANCELLED)
        .thenSent(Command.CreateRevoke.class);
  }

  @Test
  void onlyWhoIsAskedOrASuperAdminProvidesByHand() {
    for (String mayNot : new String[] {"ann", "otto", "hal"}) {
      given(provided(manual("cy")))
          .and("ann", request("editors"))
          .when(mayNot, complete())
          .thenRejected(
              Reason.NOT_ALLOWED,
              "Expected one of the people who provide this access, but the caller is not among"
                  + " them.")
          .when(mayNot, error("x"))
          .thenRejected(Reason.NOT_ALLOWED, "Expected one of the people who provide this access")
          .when(mayNot, cancel("x"))
          .thenRejected(Reason.NOT_ALLOWED, "Expected one of the people who provide this access");
    }
    given(provided(manual("cy")))
        .and("ann", request("editors"))
        .when("root", complete())
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void aServiceDoesNotProvideByHand() {
    given(provided(manual("cy")))
        .and("ann", request("editors"))
        .whenService(complete())
        .thenRejected(Reason.NOT_ALLOWED, "Expected one of the people who provide this access");
  }

  @Test
  void anApprovalStepIsNotProvided() {
    given(world())
        .and("ann", request("editors"))
        .when("bob", complete())
        .thenRejected(
            Reason.WRONG_STEP_KIND,
            "Expected a provision step, but the current step is of another kind.");
  }

  @Test
  void whatAConnectorDoesIsNotDoneByHand() {
    ordered()
        .when("root", complete())
        .thenRejected(
            Reason.ATTEMPT_RUNNING, "Expected a step that is at rest, but an attempt is running.")
        .andService(report(AttemptState.RETRYING))
        .when("root", complete())
        .thenRejected(
            Reason.WRONG_STEP_KIND,
            "Expected a step that is done by hand, but a connector does it.");
  }

  @Test
  void nothingIsGivenByHandToSomebodyWhoIsLeaving() {
    given(provided(manual("cy")))
        .and("ann", request("editors"))
        .meanwhile(world -> world.leaving("ann"))
        .when("cy", complete())
        .thenRejected(Reason.LEAVING, "Expected a person who stays, but they are leaving.")
        .thenTask(task -> assertThat(task.open()).isTrue());
  }

  private static String instructions(TaskScenario scenario) {
    return ((ProvisionPolicy.Manual) step1(scenario).definition().policy()).instructions();
  }
}
