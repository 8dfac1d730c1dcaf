package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.complete;
import static dev.gatehouse.core.scenario.Acts.deny;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Acts.succeed;
import static dev.gatehouse.core.scenario.Steps.accept;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.connector;
import static dev.gatehouse.core.scenario.Steps.provision;
import static dev.gatehouse.core.scenario.Steps.reject;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.NextStepsChanged;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepFlowTest {

  private static World policy(PolicyStep... steps) {
    World world = world();
    world.offer("editors").grantPolicy(steps);
    return world;
  }

  @Test
  void anAcceptStepAloneGoesStraightToTheConnector() {
    given(policy(accept("Everybody may.")))
        .when("ann", request("editors"))
        .then(
            TaskCreated.class,
            StepStarted.class,
            StepEnded.class,
            CommentAdded.class,
            NextStepsChanged.class,
            NextStepsChanged.class,
            StepStarted.class)
        .thenHistory(StepOutcome.Accepted.class);
  }

  @Test
  void aRejectStepClosesTheTaskAsDenied() {
    given(policy(reject("Nobody may."), approval(users("bob"))))
        .when("ann", request("editors"))
        .then(
            TaskCreated.class,
            StepStarted.class,
            StepEnded.class,
            CommentAdded.class,
            TaskClosed.class)
        .thenClosed(Outcome.DENIED)
        .thenHistory(StepOutcome.Rejected.class);
  }

  @Test
  void theMessageOfAStepIsNobodysComment() {
    var scenario = given(policy(approval(users("bob")), reject("Not this year.")));
    scenario.and("ann", request("editors")).and("bob", approve("Fine by me."));
    assertThat(scenario.engine().changes(scenario.task().id()))
        .filteredOn(CommentAdded.class::isInstance)
        .extracting(
            change -> ((CommentAdded) change).text() + " by " + ((CommentAdded) change).by())
        .containsExactly("Fine by me. by bob", "Not this year. by null");
  }

  @Test
  void anEmptyPolicyProvidesAtOnce() {
    given(policy()).when("ann", request("editors")).thenOrdered();
  }

  @Test
  void aProvisionIsAppendedFromTheEntitlementWhereThePolicyHasNone() {
    var order = given(world()).and("ann", request("editors")).when("bob", approve()).thenOrdered();
    assertThat(order.connectorId()).hasToString("ldap");
    assertThat(order.give()).isTrue();
    assertThat(order.attempt()).isEqualTo(1);
  }

  @Test
  void aRevocationIsAppendedFromTheDeprovisionerOrElseTheProvisioner() {
    World world = world().granted("editors", "wiki-ann").granted("editors", "wiki-bob");
    var order = given(world).whenService(revoke("editors").from("ann")).thenOrdered();
    assertThat(order.connectorId()).hasToString("ldap");
    assertThat(order.give()).isFalse();
    world.offer("editors").deprovisioner(connector("other"));
    order = given(world).on("t2").whenService(revoke("editors").from("bob")).thenOrdered();
    assertThat(order.connectorId()).hasToString("other");
  }

  @Test
  void theProvisionOfThePolicyGoesBeforeThatOfTheEntitlement() {
    var order =
        given(policy(approval(users("bob")), provision(connector("own"))))
            .and("ann", request("editors"))
            .when("bob", approve())
            .thenOrdered();
    assertThat(order.connectorId()).hasToString("own");
  }

  @Test
  void aFinishedProvisionClosesTheTaskAsASuccess() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .whenService(succeed())
        .then(StepEnded.class, TaskClosed.class)
        .thenClosed(Outcome.SUCCESS)
        .thenHistory(StepOutcome.Approved.class, StepOutcome.Completed.class)
        .thenSentNothing();
  }

  @Test
  void stepsRunInTheirOrder() {
    given(
            policy(
                approval(users("bob")),
                provision(connector("one")),
                approval(users("cy")),
                provision(connector("two"))))
        .and("ann", request("editors"))
        .thenAsked("bob")
        .and("bob", approve())
        .andService(succeed())
        .thenAsked("cy")
        .and("cy", approve())
        .andService(succeed())
        .thenClosed(Outcome.SUCCESS)
        .thenHistory(
            StepOutcome.Approved.class,
            StepOutcome.Completed.class,
            StepOutcome.Approved.class,
            StepOutcome.Completed.class);
  }

  @Test
  void accessThatWasGivenIsTakenBackWhenALaterStepSaysNo() {
    var undo =
        given(policy(provision(connector("one")), approval(users("bob"))))
            .and("ann", request("editors"))
            .andService(succeed())
            .when("bob", deny("Not her."))
            .thenClosed(Outcome.DENIED)
            .thenSent(Command.CreateRevoke.class);
    assertThat(((Command.CreateRevoke) undo.command()).appUserId()).hasToString("wiki-ann");
  }

  @Test
  void anAcceptStepKeepsTheProvisionsOfThePolicy() {
    var order =
        given(
                policy(
                    accept("Fine."),
                    approval(users("bob")),
                    reject("No."),
                    provision(connector("own"))))
            .when("ann", request("editors"))
            .thenOrdered();
    assertThat(order.connectorId()).hasToString("own");
  }

  @Test
  void everyStepHasAnIdOfItsOwnThatARepeatMakesAgain() {
    List<StepId> first = stepsOfAnEventfulTask();
    assertThat(first).doesNotHaveDuplicates().hasSize(4).isEqualTo(stepsOfAnEventfulTask());
  }

  private static List<StepId> stepsOfAnEventfulTask() {
    var scenario =
        given(
                policy(
                    approval(users("bob")),
                    provision(new ProvisionPolicy.Unconfigured()),
                    accept("Fine."),
                    provision(connector("two"))))
            .and("ann", request("editors"))
            .and("bob", approve())
            .and("otto", complete())
            .andService(succeed());
    return scenario.task().policy().history().stream().map(StepInstance::id).toList();
  }
}
