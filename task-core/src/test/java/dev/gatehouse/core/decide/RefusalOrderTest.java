package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.complete;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.reasonedApproval;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;

import dev.gatehouse.core.scenario.Act;
import dev.gatehouse.core.scenario.Acts;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Reason;
import org.junit.jupiter.api.Test;

/**
 * Where several things are wrong the first of these is told: not visible, no such task, task
 * closed, step not current, no right, attempt running, missing reason.
 */
class RefusalOrderTest {
  private static final Act STALE = task -> new Command.Approve(Acts.NO_STEP, "");

  private static TaskScenario reasonsWanted() {
    World world = world();
    world.offer("editors").grantPolicy(reasonedApproval(users("bob")), approval(users("cy")));
    return given(world).and("ann", request("editors"));
  }

  @Test
  void notVisibleGoesBeforeClosed() {
    reasonsWanted()
        .and("ann", close(""))
        .when("eve", STALE)
        .thenRejected(Reason.NO_SUCH_TASK, "there is none.");
  }

  @Test
  void closedGoesBeforeStale() {
    reasonsWanted()
        .and("ann", close(""))
        .when("ann", STALE)
        .thenRejected(Reason.TASK_CLOSED, "Expected an open task, but task 1 is closed.");
  }

  @Test
  void staleGoesBeforeNoRight() {
    reasonsWanted()
        .when("ann", STALE)
        .thenRejected(Reason.STALE_STEP, ", but it was no-such-step.");
  }

  @Test
  void noRightGoesBeforeTheMissingReason() {
    reasonsWanted()
        .when("ann", approve(""))
        .thenRejected(Reason.NOT_ALLOWED, "the caller is not among them.")
        .when("bob", approve(""))
        .thenRejected(Reason.INVALID, "but it was blank.");
  }

  @Test
  void noRightGoesBeforeTheRunningAttempt() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .andService(claim())
        .when("ann", complete())
        .thenRejected(Reason.NOT_ALLOWED, "the caller is not among them.")
        .when("bob", close(""))
        .thenRejected(Reason.NOT_ALLOWED, "Expected the requester or a super admin")
        .when("root", complete())
        .thenRejected(Reason.ATTEMPT_RUNNING, "an attempt is running.");
  }
}
