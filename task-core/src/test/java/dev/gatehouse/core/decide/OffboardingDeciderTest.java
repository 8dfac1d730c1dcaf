package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.childClosed;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.complete;
import static dev.gatehouse.core.scenario.Acts.deny;
import static dev.gatehouse.core.scenario.Acts.error;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.goOn;
import static dev.gatehouse.core.scenario.Acts.offboard;
import static dev.gatehouse.core.scenario.Acts.report;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Acts.succeed;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.scenario.Steps;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.OffboardingAdvanced;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.OffboardingProgress.Phase;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffboardingDeciderTest {

  /** Ann holds two entitlements and, as the account itself, access to the wiki. */
  private static World annHoldsThings() {
    World world = world();
    world.offer("viewers");
    world.offer("access").account();
    return world
        .granted("editors", "wiki-ann")
        .granted("viewers", "wiki-ann")
        .granted("access", "wiki-ann");
  }

  private static TaskScenario offboarding(World world) {
    return given(world).on("off").and("mia", offboard("ann"));
  }

  private static List<Task> openRevocations(TaskScenario scenario) {
    return scenario.world().tasks().stream()
        .filter(t -> t.open() && t.subject() instanceof Subject.Revoke)
        .toList();
  }

  private static List<String> beingTaken(TaskScenario scenario) {
    return openRevocations(scenario).stream()
        .map(t -> ((Subject.Revoke) t.subject()).entitlement().id().value())
        .sorted()
        .toList();
  }

  /** The connector does what every open revocation asks for. */
  private static void takeAll(TaskScenario scenario) {
    for (Task task : openRevocations(scenario)) {
      Subject.Revoke revoke = (Subject.Revoke) task.subject();
      scenario.world().taken(revoke.entitlement().id().value(), "" + revoke.appUserId());
      scenario.on(task.id().value()).andService(succeed());
    }
    scenario.on("off").delivered();
  }

  /** A connector fails for good on every open revocation, and the owner gives up on it. */
  private static void failAll(TaskScenario scenario) {
    for (Task task : openRevocations(scenario)) {
      scenario.on(task.id().value()).andService(fail("No.")).and("otto", error("Cannot."));
    }
    scenario.on("off").delivered();
  }

  @Test
  void managersHelpdeskAndSuperAdminsMayOffboard() {
    for (String may : new String[] {"mia", "hal", "root"}) {
      given(world())
          .when(may, offboard("ann"))
          .then(TaskCreated.class)
          .thenTask(task -> assertThat(task.displayName()).isEqualTo("Offboard Ann"))
          .thenSent(Command.ContinueOffboarding.class);
    }
    for (String mayNot : new String[] {"ann", "bob", "olga", "rae", "rob"}) {
      given(world())
          .when(mayNot, offboard("ann"))
          .thenRejected(
              Reason.NOT_ALLOWED,
              "Expected a manager of Ann, the helpdesk or a super admin, but the caller is none of"
                  + " these.");
    }
    given(world()).whenService(offboard("ann")).then(TaskCreated.class);
  }

  @Test
  void anUnknownPersonIsNotFound() {
    given(world())
        .when("root", offboard("zoe"))
        .thenRejected(Reason.NOT_FOUND, "Expected a person with the id zoe, but there is none.");
  }

  @Test
  void aSecondOffboardingNamesTheFirst() {
    given(world())
        .and("mia", offboard("ann"))
        .on("t2")
        .when("root", offboard("ann"))
        .thenRejected(
            Reason.ALREADY_OPEN, "Expected no open task for the same offboarding, but t1 is open.")
        .withDetail("taskId", "t1");
  }

  @Test
  void whoHoldsNothingIsGoneAtOnceAndCannotAskAgain() {
    TaskScenario scenario = offboarding(world()).delivered().thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().isLeaving("ann")).isTrue();
    scenario
        .on("t2")
        .when("ann", request("editors"))
        .thenRejected(Reason.LEAVING, "Expected a person who stays, but Ann is leaving.");
  }

  @Test
  void everythingIsTakenBackTheAccountLast() {
    TaskScenario scenario = offboarding(annHoldsThings()).delivered();
    assertThat(beingTaken(scenario)).containsExactly("editors", "viewers");
    takeAll(scenario);
    assertThat(beingTaken(scenario)).containsExactly("access");
    assertThat(scenario.task().open()).isTrue();
    takeAll(scenario);
    scenario.thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().grantsOf("ann")).isEmpty();
  }

  @Test
  void childrenAskNobodyAndNameWhoOffboards() {
    TaskScenario scenario = offboarding(annHoldsThings()).delivered();
    for (Task child : openRevocations(scenario)) {
      assertThat(child.currentStep()).isInstanceOf(StepInstance.Provision.class);
      assertThat(child.watchers()).containsExactly(new TaskId("off"));
      Subject.Revoke revoke = (Subject.Revoke) child.subject();
      assertThat(revoke.parent()).isEqualTo(new TaskId("off"));
      assertThat(revoke.source())
          .isInstanceOfSatisfying(
              RevokeSource.Requested.class, s -> assertThat(s.by()).hasToString("mia"));
    }
  }

  /** Each page fits into one outbox: the engine of the tests looks at that. */
  @Test
  void manyGrantsAreTakenBackPageByPage() {
    World world = world();
    for (int i = 0; i < 120; i++) {
      world.offer("e" + i);
      world.granted("e" + i, "wiki-ann");
    }
    TaskScenario scenario = offboarding(world).delivered();
    assertThat(openRevocations(scenario)).hasSize(120);
    takeAll(scenario);
    scenario.thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().grantsOf("ann")).isEmpty();
  }

  @Test
  void manyRequestsAreCancelledPageByPage() {
    World world = world();
    TaskScenario scenario = given(world);
    for (int i = 100; i < 160; i++) {
      world.offer("e" + i);
      scenario.on("request-" + i).and("ann", request("e" + i));
    }
    scenario.on("off").and("mia", offboard("ann")).delivered().thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().tasks().stream().filter(t -> t.subject() instanceof Subject.Grant))
        .hasSize(60)
        .allMatch(t -> t.outcome() == Outcome.CANCELLED);
  }

  @Test
  void manyGrantsThatTurnUpLateAreTakenBackPageByPageToo() {
    World world = world();
    TaskScenario scenario = offboarding(world);
    for (int turn = 1; turn <= 4; turn++) {
      scenario.andService(goOn());
    }
    assertThat(((Subject.Offboarding) scenario.task().subject()).progress().phase())
        .isEqualTo(Phase.AWAIT_ACCOUNTS);
    for (int i = 0; i < 60; i++) {
      world.offer("e" + i);
      world.offer("a" + i).account();
      world.granted("e" + i, "wiki-ann").granted("a" + i, "wiki-ann");
    }
    scenario.delivered();
    for (int rest = 0; rest < 4; rest++) {
      takeAll(scenario);
    }
    scenario.thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().grantsOf("ann")).isEmpty();
  }

  @Test
  void openRequestsAreCancelledFirst() {
    TaskScenario scenario =
        given(world()).and("ann", request("editors")).on("off").and("mia", offboard("ann"));
    scenario.delivered().thenClosed(Outcome.SUCCESS);
    scenario.on("t1").thenClosed(Outcome.CANCELLED);
  }

  @Test
  void accessThatIsBeingGivenIsWaitedForAndTakenBack() {
    TaskScenario scenario =
        given(world())
            .and("ann", request("editors"))
            .and("bob", approve())
            .andService(claim())
            .on("off")
            .and("mia", offboard("ann"))
            .delivered();
    assertThat(scenario.task().open()).isTrue();
    scenario
        .on("t1")
        .meanwhile(world -> world.granted("editors", "wiki-ann", "t1"))
        .andService(succeed())
        .delivered()
        .thenClosed(Outcome.CANCELLED)
        .on("off");
    assertThat(beingTaken(scenario)).containsExactly("editors");
    takeAll(scenario);
    scenario.thenClosed(Outcome.SUCCESS);
    assertThat(scenario.world().grantsOf("ann")).isEmpty();
  }

  /** It was written after the search for open requests, by somebody who had looked before. */
  @Test
  void aRequestThatSlippedPastTheSearchIsCancelledBeforeTheEnd() {
    given(world())
        .on("off")
        .and("mia", offboard("ann"))
        .deliveredFirst(Command.ContinueOffboarding.class)
        .on("t1")
        .meanwhile(world -> world.staying("ann"))
        .and("ann", request("editors"))
        .meanwhile(world -> world.leaving("ann"))
        .on("off")
        .delivered()
        .thenClosed(Outcome.SUCCESS)
        .on("t1")
        .thenClosed(Outcome.CANCELLED);
  }

  @Test
  void theEndWaitsForALateRequestThatIsBeingProvided() {
    given(world())
        .on("off")
        .and("mia", offboard("ann"))
        .deliveredFirst(Command.ContinueOffboarding.class)
        .on("t1")
        .meanwhile(world -> world.staying("ann"))
        .and("ann", request("editors"))
        .and("bob", approve())
        .andService(claim())
        .meanwhile(world -> world.leaving("ann"))
        .on("off")
        .delivered()
        .thenTask(task -> assertThat(task.open()).isTrue())
        .on("t1")
        .andService(fail("The person is leaving."))
        .delivered()
        .thenClosed(Outcome.CANCELLED)
        .on("off")
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void anOpenRevocationOfTheSameAccessIsAdopted() {
    TaskScenario scenario =
        given(annHoldsThings())
            .and("olga", revoke("editors").from("ann"))
            .on("off")
            .and("mia", offboard("ann"))
            .delivered()
            .on("t1")
            .thenTask(t -> assertThat(t.watchers()).containsExactly(new TaskId("off")))
            .on("off");
    assertThat(beingTaken(scenario)).containsExactly("editors", "viewers");
    scenario.on("t1").and("bob", approve());
    takeAll(scenario);
    takeAll(scenario);
    scenario.thenClosed(Outcome.SUCCESS);
  }

  @Test
  void anAdoptedRevocationThatIsDeniedIsReplaced() {
    TaskScenario scenario =
        given(annHoldsThings().taken("viewers", "wiki-ann").taken("access", "wiki-ann"))
            .and("olga", revoke("editors").from("ann"))
            .on("off")
            .and("mia", offboard("ann"))
            .delivered()
            .on("t1")
            .and("bob", deny("She needs it."))
            .on("off")
            .delivered();
    assertThat(beingTaken(scenario)).containsExactly("editors");
    assertThat(openRevocations(scenario).getFirst().currentStep())
        .isInstanceOf(StepInstance.Provision.class);
    takeAll(scenario);
    scenario.thenClosed(Outcome.SUCCESS);
  }

  @Test
  void aChildByHandKeepsTheOffboardingOpen() {
    World world = annHoldsThings().taken("viewers", "wiki-ann").taken("access", "wiki-ann");
    world.offer("editors").deprovisioner(Steps.manual("cy"));
    TaskScenario scenario = offboarding(world).delivered();
    assertThat(scenario.task().open()).isTrue();
    scenario
        .on(openRevocations(scenario).getFirst().id().value())
        .and("cy", complete())
        .on("off")
        .delivered()
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void whatFailedIsTriedInASecondRound() {
    TaskScenario scenario = offboarding(annHoldsThings()).delivered();
    failAll(scenario);
    assertThat(beingTaken(scenario)).as("the account is tried all the same").contains("access");
    takeAll(scenario);
    assertThat(beingTaken(scenario)).containsExactly("editors", "viewers");
    takeAll(scenario);
    scenario.thenClosed(Outcome.SUCCESS);
  }

  @Test
  void whatFailedTwiceIsNamedInTheError() {
    TaskScenario scenario = offboarding(annHoldsThings()).delivered();
    failAll(scenario);
    failAll(scenario);
    assertThat(scenario.task().open()).isTrue();
    failAll(scenario);
    failAll(scenario);
    scenario.thenClosed(Outcome.ERROR);
    assertThat(scenario.engine().changes(new TaskId("off")))
        .filteredOn(CommentAdded.class::isInstance)
        .extracting(change -> ((CommentAdded) change).text())
        .containsExactly("Still granted: editors, viewers, access.");
  }

  /** Its only child is on its way, and it has looked for it in vain. */
  private static TaskScenario waitingForAChildOnItsWay() {
    return offboarding(annHoldsThings().taken("viewers", "wiki-ann").taken("access", "wiki-ann"))
        .deliveredFirst(Command.ContinueOffboarding.class)
        .deliveredFirst(Command.ContinueOffboarding.class)
        .deliveredFirst(Command.ContinueOffboarding.class)
        .thenTask(
            task ->
                assertThat(((Subject.Offboarding) task.subject()).progress().phase())
                    .isEqualTo(Phase.AWAIT_ACCESS));
  }

  @Test
  void aChildThatFindsNothingToTakeReportsThatToo() {
    waitingForAChildOnItsWay()
        .meanwhile(world -> world.taken("editors", "wiki-ann"))
        .delivered()
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void aChildThatFindsSomebodyElseAtItReportsThatToo() {
    TaskScenario scenario = waitingForAChildOnItsWay();
    scenario.on("t1").and("olga", revoke("editors").from("ann")).on("off").delivered();
    assertThat(scenario.task().open()).isTrue();
    assertThat(beingTaken(scenario)).containsExactly("editors");
    scenario.on("t1").and("bob", approve());
    takeAll(scenario);
    scenario.thenClosed(Outcome.SUCCESS);
  }

  @Test
  void repeatedTurnsAreHarmless() {
    Command first = new Command.ContinueOffboarding(1);
    TaskScenario scenario = offboarding(annHoldsThings());
    scenario.whenService(task -> first).then(OffboardingAdvanced.class);
    scenario.whenService(task -> first).thenNothing();
    scenario.delivered().whenService(task -> first).thenNothing();
    scenario.whenService(childClosed("whatever")).thenNothing();
  }

  @Test
  void childrenThatCloseWhileThereAreMoreToMakeChangeNothing() {
    offboarding(annHoldsThings()).whenService(childClosed("whatever")).thenNothing();
  }

  @Test
  void closingItCancelsTheChildrenAndLetsThePersonStay() {
    TaskScenario scenario = offboarding(annHoldsThings()).delivered();
    assertThat(openRevocations(scenario)).hasSize(2);
    resting(scenario).and("mia", close("She stays.")).delivered().thenClosed(Outcome.CANCELLED);
    assertThat(openRevocations(scenario)).isEmpty();
    assertThat(scenario.world().isLeaving("ann")).isFalse();
    assertThat(scenario.world().grantsOf("ann")).hasSize(3);
  }

  @Test
  void closingItLeavesWhatSomebodyElseAskedFor() {
    TaskScenario scenario =
        given(annHoldsThings())
            .and("olga", revoke("editors").from("ann"))
            .on("off")
            .and("mia", offboard("ann"))
            .delivered();
    assertThat(beingTaken(scenario)).containsExactly("editors", "viewers");
    resting(scenario).and("mia", close("She stays.")).delivered().thenClosed(Outcome.CANCELLED);
    assertThat(beingTaken(scenario)).containsExactly("editors");
    assertThat(scenario.world().isLeaving("ann")).isFalse();
    scenario.on("t1").and("bob", approve()).andService(succeed()).thenClosed(Outcome.SUCCESS);
    scenario.delivered().on("off").thenClosed(Outcome.CANCELLED);
  }

  @Test
  void closingItWaitsForTheAttemptsThatAreRunning() {
    TaskScenario scenario = offboarding(annHoldsThings()).delivered();
    String child = openRevocations(scenario).getFirst().id().value();
    resting(scenario).on(child).andService(claim()).on("off").and("root", close("")).delivered();
    assertThat(scenario.task().open()).isTrue();
    scenario.on(child).andService(fail("No.")).on("off").delivered().thenClosed(Outcome.CANCELLED);
  }

  @Test
  void aParkedOneCanBeClosed() {
    TaskScenario scenario = offboarding(annHoldsThings()).delivered().parked("A fault.");
    resting(scenario).and("root", close("")).delivered().thenClosed(Outcome.CANCELLED);
  }

  /** The workers have said that they will try again later. */
  private static TaskScenario resting(TaskScenario scenario) {
    for (Task child : openRevocations(scenario)) {
      if (child.currentStep() instanceof StepInstance.Provision step && step.attemptRunning()) {
        scenario.on(child.id().value()).andService(report(AttemptState.RETRYING));
      }
    }
    return scenario.on("off");
  }

  @Test
  void onlyServicesMoveItOn() {
    offboarding(annHoldsThings())
        .when("root", goOn())
        .thenRejected(
            Reason.NOT_ALLOWED, "Expected a service to move an offboarding on, but a person did.")
        .when("root", childClosed("t9"))
        .thenRejected(Reason.NOT_ALLOWED, "Expected a service to move an offboarding on");
  }

  @Test
  void otherTasksHaveNoTurnsAndNoChildren() {
    given(world())
        .and("ann", request("editors"))
        .whenService(goOn())
        .thenRejected(Reason.INVALID, "Expected an offboarding, but task 1 is of another kind.")
        .whenService(childClosed("t9"))
        .thenRejected(Reason.INVALID, "Expected an offboarding");
  }

  @Test
  void aChildWithoutAConnectorGoesToTheAppsOwners() {
    World world = annHoldsThings().taken("viewers", "wiki-ann").taken("access", "wiki-ann");
    world.offer("editors").provisioner(new ProvisionPolicy.Unconfigured());
    TaskScenario scenario = offboarding(world).delivered();
    assertThat(openRevocations(scenario).getFirst().assignees()).hasToString("[otto]");
  }
}
