package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.comment;
import static dev.gatehouse.core.scenario.Acts.offboard;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Reason;
import org.junit.jupiter.api.Test;

/** Whoever sees a task may comment on it, so a comment shows who sees it. */
class VisibilityTest {

  @Test
  void thoseConcernedAndTheRolesThatSeeAllSeeATask() {
    for (String sees :
        new String[] {"ann", "mia", "bob", "olga", "otto", "root", "hal", "rae", "rob"}) {
      given(world())
          .and("ann", request("editors"))
          .when(sees, comment("I see it."))
          .then(CommentAdded.class);
    }
  }

  @Test
  void forAnybodyElseThereIsNoSuchTask() {
    TaskScenario scenario = given(world()).and("ann", request("editors"));
    for (String sees : new String[] {"eve", "cy", "dan", "zoe"}) {
      scenario
          .when(sees, comment("I see it."))
          .thenRejected(Reason.NO_SUCH_TASK, "Expected a task with the id t1, but there is none.")
          .when(sees, approve())
          .thenRejected(Reason.NO_SUCH_TASK, "Expected a task with the id t1");
    }
  }

  @Test
  void aTaskThatIsNotThereReadsTheSame() {
    given(world())
        .when("eve", comment("Hello?"))
        .thenRejected(Reason.NO_SUCH_TASK, "Expected a task with the id t1, but there is none.")
        .when("root", comment("Hello?"))
        .thenRejected(Reason.NO_SUCH_TASK, "Expected a task with the id t1, but there is none.");
  }

  @Test
  void earlierApproversGoOnSeeingIt() {
    World world = world();
    world.offer("editors").grantPolicy(approval(users("cy")), approval(users("dan")));
    given(world)
        .and("ann", request("editors"))
        .when("dan", comment("Not asked yet."))
        .thenRejected(Reason.NO_SUCH_TASK, "there is none.")
        .and("cy", approve())
        .and("dan", comment("Asked now."))
        .and("dan", approve())
        .when("cy", comment("How did it go?"))
        .then(CommentAdded.class);
  }

  @Test
  void whoBecomesAnOwnerLaterSeesIt() {
    World world = world();
    TaskScenario scenario =
        given(world)
            .and("ann", request("editors"))
            .when("eve", comment("Mine?"))
            .thenRejected(Reason.NO_SUCH_TASK, "there is none.");
    world.offer("editors").owners("eve");
    scenario.when("eve", comment("Mine.")).then(CommentAdded.class);
    world.offer("editors").owners().appOwners("dan");
    scenario.when("dan", comment("Mine too.")).then(CommentAdded.class);
  }

  @Test
  void whoBecomesAManagerLaterSeesItAndTheEarlierOneGoesOnSeeingIt() {
    TaskScenario scenario =
        given(world())
            .and("ann", request("editors"))
            .when("eve", comment("Mine?"))
            .thenRejected(Reason.NO_SUCH_TASK, "there is none.")
            .meanwhile(world -> world.managed("ann", "eve"));
    scenario.when("eve", comment("Mine.")).then(CommentAdded.class);
    scenario.when("mia", comment("Hers now.")).then(CommentAdded.class);
    given(world())
        .and("root", offboard("ann"))
        .meanwhile(world -> world.managed("ann", "eve"))
        .when("eve", comment("Bye."))
        .then(CommentAdded.class);
  }

  @Test
  void anOffboardingIsSeenByThePersonAndTheirManagers() {
    TaskScenario scenario = given(world()).and("root", offboard("ann"));
    scenario.and("ann", comment("Bye.")).and("mia", comment("Bye."));
    scenario.when("olga", comment("Bye.")).thenRejected(Reason.NO_SUCH_TASK, "there is none.");
  }

  @Test
  void aCommentHasAnAuthorAndText() {
    TaskScenario scenario = given(world()).and("ann", request("editors"));
    scenario
        .when("ann", comment(" "))
        .thenRejected(Reason.INVALID, "Expected a comment, but it was blank.");
    scenario.and("ann", comment("Please.")).and("bob", comment("Soon."));
    assertThat(scenario.engine().changes(scenario.task().id()))
        .filteredOn(CommentAdded.class::isInstance)
        .extracting(change -> ((CommentAdded) change).by() + ": " + ((CommentAdded) change).text())
        .containsExactly("ann: Please.", "bob: Soon.");
    assertThat(scenario.task().commentCount()).isEqualTo(2);
  }
}
