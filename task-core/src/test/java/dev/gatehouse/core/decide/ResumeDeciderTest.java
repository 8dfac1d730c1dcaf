package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.comment;
import static dev.gatehouse.core.scenario.Acts.goOn;
import static dev.gatehouse.core.scenario.Acts.offboard;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.resume;
import static dev.gatehouse.core.scenario.Acts.succeed;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.otherUsers;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.TaskParked;
import dev.gatehouse.core.task.Change.TaskResumed;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.Reason;
import org.junit.jupiter.api.Test;

class ResumeDeciderTest {

  private static TaskScenario parkedAtAnApproval() {
    return given(world()).and("ann", request("editors")).parked("A fault.");
  }

  @Test
  void aParkedTaskDoesNothingButSaysWhy() {
    parkedAtAnApproval()
        .when("bob", approve())
        .thenRejected(
            Reason.PARKED, "Expected a task that is worked on, but task 1 is parked: A fault.")
        .and("bob", comment("What is wrong?"))
        .thenTask(task -> assertThat(task.processing()).isEqualTo(Processing.WAITING));
  }

  @Test
  void aSuperAdminResumesIt() {
    parkedAtAnApproval()
        .when("root", resume("Fixed."))
        .then(TaskResumed.class, CommentAdded.class)
        .thenTask(task -> assertThat(task.processing()).isEqualTo(Processing.WAITING))
        .thenAsked("bob")
        .and("bob", approve());
  }

  @Test
  void nobodyElseResumesIt() {
    for (String mayNot : new String[] {"ann", "bob", "hal"}) {
      parkedAtAnApproval()
          .when(mayNot, resume(""))
          .thenRejected(
              Reason.NOT_ALLOWED,
              "Expected a super admin to resume a task, but the caller is none.");
    }
  }

  @Test
  void whatIsNotParkedStaysAsItIs() {
    given(world()).and("ann", request("editors")).when("root", resume("")).thenNothing();
    given(world())
        .and("ann", request("editors"))
        .and("ann", close(""))
        .when("root", resume(""))
        .thenNothing();
  }

  @Test
  void aParkedTaskCanBeClosed() {
    parkedAtAnApproval().when("ann", close("")).thenClosed(Outcome.CANCELLED);
  }

  @Test
  void whatAConnectorReportsMeanwhileCounts() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .parked("A fault.")
        .andService(claim())
        .whenService(succeed())
        .then(StepEnded.class)
        .thenTask(task -> assertThat(task.processing()).isEqualTo(Processing.WAITING))
        .when("root", resume(""))
        .then(TaskResumed.class, TaskClosed.class)
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void theSearchForApproversIsRepeated() {
    World world = world().disabled("root");
    world.offer("editors").grantPolicy(approval(users("bob")), approval(otherUsers("bob")));
    TaskScenario scenario = given(world).and("ann", request("editors")).and("bob", approve());
    scenario.whenService(resume("")).then(TaskResumed.class, TaskParked.class);
    world.person("ruth", Role.SUPER_ADMIN);
    scenario.and("ruth", resume("")).thenAsked("ruth");
  }

  @Test
  void anOffboardingTakesItsTurnAgain() {
    given(world())
        .and("mia", offboard("ann"))
        .parked("A fault.")
        .whenService(goOn())
        .thenRejected(Reason.PARKED, "is parked: A fault.")
        .when("root", resume(""))
        .delivered()
        .thenClosed(Outcome.SUCCESS);
  }

  @Test
  void resumingSendsTheTurn() {
    given(world())
        .and("mia", offboard("ann"))
        .parked("A fault.")
        .when("root", resume(""))
        .thenSent(Command.ContinueOffboarding.class);
  }
}
