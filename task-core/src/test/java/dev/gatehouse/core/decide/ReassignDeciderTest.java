package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.complete;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.reassign;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.manager;
import static dev.gatehouse.core.scenario.Steps.manual;
import static dev.gatehouse.core.scenario.Steps.provision;
import static dev.gatehouse.core.scenario.Steps.reassignable;
import static dev.gatehouse.core.scenario.Steps.reassignableManual;
import static dev.gatehouse.core.scenario.Steps.reassignableToDelegates;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.Steps.usersAndSelf;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReassignDeciderTest {
  private static TaskScenario requested(PolicyStep... steps) {
    World world = world();
    world.offer("editors").grantPolicy(steps);
    return given(world).and("ann", request("editors"));
  }

  @Test
  void othersAreAskedInAStepThatKeepsAllElseOfTheOneBefore() {
    requested(reassignable(manager()))
        .when("mia", reassign("You know better.", "cy", "dan"))
        .then(Change.StepEnded.class, Change.CommentAdded.class, Change.StepStarted.class)
        .thenAsked("cy", "dan")
        .thenHistory(StepOutcome.Reassigned.class)
        .thenTask(
            task -> {
              var run = Objects.requireNonNull(task.policy());
              StepInstance.Approval step = (StepInstance.Approval) task.currentStep();
              StepOutcome.Reassigned outcome =
                  (StepOutcome.Reassigned)
                      Objects.requireNonNull(run.history().getFirst().outcome());
              assertThat(outcome.next()).isEqualTo(step.id());
              assertThat(step.generationId()).isEqualTo(run.generationId());
              assertThat(step.definition())
                  .isEqualTo(reassignable(users("cy", "dan")))
                  .matches(definition -> definition.approvers() instanceof Approvers.Users);
              assertThat(task.actedBy()).as("nobody has approved").isEmpty();
            })
        .when("mia", approve())
        .thenRejected(Reason.NOT_ALLOWED, "the caller is not among them.")
        .and("dan", approve())
        .thenTask(
            task -> assertThat(task.currentStep()).isInstanceOf(StepInstance.Provision.class));
  }

  @Test
  void theStepsToComeStayAsTheyAre() {
    requested(reassignable(users("bob")), approval(users("cy")), approval(users("eve")))
        .and("bob", reassign("", "dan"))
        .thenAsked("dan")
        .and("dan", approve())
        .thenAsked("cy")
        .and("cy", approve())
        .thenAsked("eve");
  }

  @Test
  void nobodyReassignsWhereThePolicyDoesNotSay() {
    requested(approval(users("bob")))
        .when("bob", reassign("", "cy"))
        .thenRejected(Reason.NOT_ALLOWED, "Expected a step whose policy lets it be reassigned")
        .when("root", reassign("", "cy"))
        .thenRejected(Reason.NOT_ALLOWED, "Expected a step whose policy lets it be reassigned")
        .when("ann", reassign("", "cy"))
        .thenRejected(Reason.NOT_ALLOWED, "Expected one of those who are asked or a super admin");
  }

  @Test
  void whereReassigneesAreNamedItGoesToThemAloneAndWithAReason() {
    requested(reassignable(users("bob"), "cy", "dan"))
        .when("bob", reassign(" ", "eve"))
        .thenRejected(Reason.INVALID, "the reason of the reassignment, but it was blank.")
        .when("bob", reassign("Away.", "cy", "eve"))
        .thenRejected(Reason.INVALID, "among the allowed reassignees of the step, but eve is not.")
        .and("bob", reassign("Away.", "cy"))
        .thenAsked("cy")
        .and("cy", reassign("Away too.", "dan"))
        .thenAsked("dan");
  }

  @Test
  void nobodyIsAskedWhoMayNotApprove() {
    World world = world().disabled("eve");
    world.offer("editors").grantPolicy(reassignable(users("bob")));
    given(world)
        .and("mia", request("editors").forPerson("ann"))
        .when("bob", reassign("", "dan", "ann", "mia", "eve", "nobody"))
        .thenRejected(
            Reason.INVALID, "people who may approve this step, but ann, mia, eve, nobody may not.")
        .when("bob", reassign(""))
        .thenRejected(
            Reason.INVALID, "Expected newStepUserIds to name 1 to 200 people, but it named 0.")
        .thenAsked("bob");
  }

  /** However many there are, their delegates are asked for at once. */
  @Test
  void whoStandsInForOthersIsAskedInTheirPlace() {
    World world = world();
    String[] people = new String[20];
    for (int i = 0; i < people.length; i++) {
      people[i] = "p" + i;
      world.person(people[i]).person("d" + i).delegating(people[i], "d" + i);
    }
    world.offer("editors").grantPolicy(reassignableToDelegates(users("bob")));
    given(world)
        .and("ann", request("editors"))
        .and("bob", reassign("", people))
        .thenTask(task -> assertThat(task.assignees()).hasSize(20).contains(new UserId("d7")));
  }

  @Test
  void aRequesterWhoMayApproveDoesSoByBeingAsked() {
    requested(reassignable(usersAndSelf("bob")))
        .when("bob", reassign("It is yours.", "ann"))
        .thenHistory(StepOutcome.Reassigned.class, StepOutcome.Approved.class)
        .thenTask(
            task -> assertThat(task.currentStep()).isInstanceOf(StepInstance.Provision.class));
  }

  @Test
  void workByHandIsHandedOnWhereItsPolicyLetsIt() {
    requested(provision(manual("bob")))
        .when("root", reassign("", "cy"))
        .thenRejected(Reason.NOT_ALLOWED, "Expected a step whose policy lets it be reassigned");
    requested(provision(reassignableManual("bob")))
        .and("bob", reassign("", "cy"))
        .thenAsked("cy")
        .and("cy", reassign("", "dan"))
        .thenAsked("dan");
  }

  /** No policy says who does it then, nor that it stays with them. */
  @Test
  void whatAConnectorFailedAtIsHandedOn() {
    World world = world().disabled("eve");
    given(world)
        .and("ann", request("editors"))
        .and("bob", approve())
        .andService(fail("The target says no."))
        .thenAsked("otto")
        .when("otto", reassign("", "eve"))
        .thenRejected(
            Reason.INVALID, "Expected newStepUserIds to name active people, but eve is not.")
        .and("otto", reassign("You do it.", "dan"))
        .thenAsked("dan")
        .thenHistory(
            StepOutcome.Approved.class,
            StepOutcome.ReassignedByError.class,
            StepOutcome.Reassigned.class)
        .and("dan", complete());
    assertThat(world.holds("editors", "wiki-ann")).isTrue();
  }
}
