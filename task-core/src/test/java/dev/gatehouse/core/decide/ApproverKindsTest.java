package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Steps.agent;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.delegableApproval;
import static dev.gatehouse.core.scenario.Steps.expressions;
import static dev.gatehouse.core.scenario.Steps.expressionsOrAsk;
import static dev.gatehouse.core.scenario.Steps.group;
import static dev.gatehouse.core.scenario.Steps.resourceOwners;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Approvers.AgentFailure;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Change.ExpressionFailed;
import dev.gatehouse.core.task.Change.FellBackToAdmins;
import dev.gatehouse.core.task.Change.HandedToDelegate;
import dev.gatehouse.core.task.Change.NextStepsChanged;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom the kinds of approvers find that need to look further than the request. */
class ApproverKindsTest {
  private static World asking(Approvers approvers) {
    World world = world();
    world.offer("editors").grantPolicy(approval(approvers));
    world.offer("on-call");
    return world;
  }

  private static TaskScenario asked(World world) {
    return given(world).when("ann", request("editors"));
  }

  @Test
  void theMembersOfAGroupAreAsked() {
    asked(asking(group("on-call")).members("on-call", "cy", "dan")).thenAsked("cy", "dan");
  }

  @Test
  void aGroupOfMoreThan128CountsAsIfNobodyWasInIt() {
    String[] many = IntStream.range(0, 129).mapToObj(i -> "p" + i).toArray(String[]::new);
    World world = asking(group("on-call", "eve")).members("on-call", many);
    for (String id : many) {
      world.person(id);
    }

    asked(world).thenAsked("eve");
  }

  @Test
  void anEmptyGroupWithoutFallbackLeavesTheSuperAdmins() {
    asked(asking(group("on-call")))
        .then(TaskCreated.class, StepStarted.class, FellBackToAdmins.class)
        .thenAsked("root");
  }

  @Test
  void theOwnersOfTheResourceAreAsked() {
    World world = asking(resourceOwners());
    world.offer("editors").resourceOwners("cy");

    asked(world).thenAsked("cy");
  }

  @Test
  void anEntitlementWithoutResourceAsksTheFallback() {
    asked(asking(resourceOwners("dan"))).thenAsked("dan");
  }

  @Test
  void theFirstExpressionThatFindsAnybodyDecides() {
    asked(asking(expressions("", "cy dan", "eve"))).thenAsked("cy", "dan");
  }

  @Test
  void expressionsThatFindNobodyLeaveTheStepOut() {
    asked(asking(expressions("", "")))
        .then(
            TaskCreated.class,
            StepStarted.class,
            StepEnded.class,
            NextStepsChanged.class,
            StepStarted.class)
        .thenHistory(StepOutcome.Skipped.class);
  }

  @Test
  void withAFallbackAnExpressionThatFindsNobodyAsksIt() {
    asked(asking(expressionsOrAsk("", "eve"))).thenAsked("eve");
  }

  @Test
  void anExpressionThatFailsIsToldAndNeverLeavesTheStepOut() {
    asked(asking(expressions("nonsense")))
        .then(TaskCreated.class, StepStarted.class, ExpressionFailed.class, FellBackToAdmins.class)
        .thenAsked("root");
  }

  @Test
  void whoIsFoundButMayNotApproveIsNotNobody() {
    asked(asking(expressions("ann"))).thenAsked("root");
  }

  @Test
  void anAgentThatFailsHandsOnToTheNamedPeople() {
    asked(asking(agent(AgentFailure.REASSIGN_TO_USERS, "cy", "dan"))).thenAsked("cy", "dan");
  }

  @Test
  void anAgentThatFailsHandsOnToTheSuperAdmins() {
    asked(asking(agent(AgentFailure.REASSIGN_TO_SUPER_ADMINS))).thenAsked("root");
  }

  @Test
  void anAgentThatFailsLeavesTheStepOutWhereItsPolicySaysSo() {
    asked(asking(agent(AgentFailure.SKIP_POLICY_STEP))).thenHistory(StepOutcome.Skipped.class);
  }

  @Test
  void whoStandsInForWhomIsTold() {
    World world = world().delegating("bob", "dan");
    world.offer("editors").grantPolicy(delegableApproval(users("bob", "cy")));

    TaskScenario scenario = asked(world).thenAsked("dan", "cy");

    assertThat(scenario.engine().changes(scenario.task().id()))
        .filteredOn(HandedToDelegate.class::isInstance)
        .singleElement()
        .satisfies(
            change -> {
              HandedToDelegate handed = (Change.HandedToDelegate) change;
              assertThat(handed.from()).isEqualTo(new UserId("bob"));
              assertThat(handed.to()).isEqualTo(new UserId("dan"));
            });
  }
}
