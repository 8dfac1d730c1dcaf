package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.report;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Acts.succeed;
import static dev.gatehouse.core.scenario.Acts.watch;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.scenario.Steps;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.AttemptMoved;
import dev.gatehouse.core.task.Change.CloseRequested;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.WatcherAdded;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import org.junit.jupiter.api.Test;

class CloseDeciderTest {

  private static TaskScenario requested() {
    return given(world()).and("ann", request("editors"));
  }

  private static TaskScenario attemptRunning() {
    return requested().and("bob", approve()).andService(claim());
  }

  private static TaskScenario resting() {
    return requested().and("bob", approve()).andService(report(AttemptState.RETRYING));
  }

  @Test
  void theRequesterClosesTheirOwnRequest() {
    requested()
        .when("ann", close("I do not need it."))
        .then(CommentAdded.class, StepEnded.class, TaskClosed.class)
        .thenClosed(Outcome.CANCELLED)
        .thenHistory(StepOutcome.Cancelled.class)
        .thenSentNothing();
  }

  @Test
  void superAdminsAndServicesClose() {
    requested().when("root", close("")).thenClosed(Outcome.CANCELLED);
    requested().whenService(close("")).thenClosed(Outcome.CANCELLED);
  }

  @Test
  void nobodyElseCloses() {
    for (String mayNot : new String[] {"bob", "mia", "olga", "otto", "hal"}) {
      requested()
          .when(mayNot, close(""))
          .thenRejected(
              Reason.NOT_ALLOWED,
              "Expected the requester or a super admin to close the task, but the caller is"
                  + " neither.");
    }
  }

  @Test
  void whoIsAskedClosesOnceTheAccountIsDeleted() {
    TaskScenario scenario = requested().meanwhile(world -> world.account("wiki-ann", "ann", true));
    scenario
        .when("olga", close("The account is gone."))
        .thenRejected(Reason.NOT_ALLOWED, "Expected the requester or a super admin")
        .when("bob", close("The account is gone."))
        .thenClosed(Outcome.CANCELLED);
  }

  @Test
  void theSubjectOfAnothersRequestDoesNotClose() {
    given(world())
        .and("mia", request("editors").forPerson("ann"))
        .when("ann", close(""))
        .thenRejected(Reason.NOT_ALLOWED, "Expected the requester or a super admin");
  }

  @Test
  void anOrderIsClosedOnceItsWorkerSaysThatNothingWasBegun() {
    requested()
        .and("bob", approve())
        .when("ann", close(""))
        .then(CloseRequested.class)
        .whenService(report(AttemptState.RETRYING))
        .thenClosed(Outcome.CANCELLED)
        .thenSentNothing();
  }

  @Test
  void whileAnAttemptIsRunningTheWishIsKept() {
    attemptRunning()
        .when("ann", close("Stop."))
        .then(CommentAdded.class, CloseRequested.class)
        .thenTask(task -> assertThat(task.open()).isTrue())
        .when("root", close("Really."))
        .then(CommentAdded.class)
        .when("root", close(""))
        .thenNothing();
  }

  @Test
  void accessGivenByThenIsTakenBack() {
    TaskScenario scenario =
        attemptRunning()
            .and("ann", close(""))
            .whenService(succeed())
            .then(StepEnded.class, TaskClosed.class)
            .thenClosed(Outcome.CANCELLED);
    FollowUp.Send undo = scenario.thenSent(Command.CreateRevoke.class);
    Command.CreateRevoke command = (Command.CreateRevoke) undo.command();
    assertThat(command.appUserId()).hasToString("wiki-ann");
    assertThat(command.parent()).isNull();
    assertThat(command.source())
        .isInstanceOfSatisfying(
            RevokeSource.Undone.class,
            s -> {
              assertThat(s.request()).hasToString("t1");
              assertThat(s.by()).hasToString("ann");
            });
    scenario
        .meanwhile(world -> world.granted("editors", "wiki-ann", "t1"))
        .delivered()
        .on(undo.to().value())
        .thenTask(
            task -> {
              assertThat(task.subject()).isInstanceOf(Subject.Revoke.class);
              assertThat(task.open()).isTrue();
              assertThat(task.assignees()).isEmpty();
            });
  }

  @Test
  void whatAnAttemptThatFailedMayHaveGivenIsTakenBack() {
    attemptRunning()
        .and("ann", close(""))
        .whenService(fail("The directory was silent."))
        .thenClosed(Outcome.CANCELLED)
        .thenSent(Command.CreateRevoke.class);
  }

  @Test
  void anAttemptThatRestsGaveNothing() {
    attemptRunning()
        .and("ann", close(""))
        .whenService(report(AttemptState.RETRYING))
        .then(AttemptMoved.class, StepEnded.class, TaskClosed.class)
        .thenClosed(Outcome.CANCELLED)
        .thenSentNothing();
  }

  @Test
  void accessGivenByAWorkerThatWasThoughtToRestIsTakenBackToo() {
    TaskScenario scenario = resting().and("ann", close("")).whenService(succeed());
    scenario.then(CommentAdded.class).thenSent(Command.CreateRevoke.class);
  }

  @Test
  void aLateFailureIsOfNoInterest() {
    resting()
        .and("ann", close(""))
        .whenService(fail("The directory says no."))
        .thenRejected(Reason.TASK_CLOSED, "Expected an open task, but task 1 is closed.");
  }

  @Test
  void aSuccessIsReportedOnce() {
    requested()
        .and("bob", approve())
        .andService(succeed())
        .whenService(succeed())
        .thenRejected(Reason.TASK_CLOSED, "Expected an open task, but task 1 is closed.");
  }

  private static TaskScenario extensionClosedTooLate(World world) {
    return given(world)
        .and("ann", request("editors").asExtension())
        .and("bob", approve())
        .andService(claim())
        .and("ann", close(""))
        .whenService(succeed())
        .thenClosed(Outcome.CANCELLED)
        .meanwhile(after -> after.granted("editors", "wiki-ann", "t1"));
  }

  @Test
  void whatAnExtensionProlongedWasThereBeforeAndStays() {
    TaskScenario scenario = extensionClosedTooLate(world().granted("editors", "wiki-ann"));
    FollowUp.Send undo = scenario.thenSent(Command.CreateRevoke.class);
    scenario.delivered().on(undo.to().value()).thenThereIsNoTask();
    assertThat(scenario.world().reasons("editors", "wiki-ann")).containsExactly(World.BEFORE);
  }

  @Test
  void whatAnExtensionGaveAnewIsTakenBack() {
    TaskScenario scenario = extensionClosedTooLate(world());
    FollowUp.Send undo = scenario.thenSent(Command.CreateRevoke.class);
    scenario.delivered().on(undo.to().value()).andService(succeed()).thenClosed(Outcome.SUCCESS);
  }

  @Test
  void whatIsTakenBackByHandAsksNobodyWhileSomethingElseJustifiesIt() {
    World world = world();
    world.offer("editors").deprovisioner(Steps.manual("cy"));
    TaskScenario scenario = given(world).and("ann", request("editors")).and("bob", approve());
    scenario
        .andService(claim())
        .and("ann", close(""))
        .whenService(succeed())
        .meanwhile(w -> w.granted("editors", "wiki-ann", "t1").granted("editors", "wiki-ann"));
    FollowUp.Send undo = scenario.thenSent(Command.CreateRevoke.class);
    scenario.delivered().on(undo.to().value()).thenThereIsNoTask();
    assertThat(scenario.world().holds("editors", "wiki-ann")).isTrue();
  }

  @Test
  void aRevocationThatWasClosedTooLateIsNotUndone() {
    given(world().granted("editors", "wiki-ann"))
        .and("ann", revoke("editors"))
        .and("bob", approve())
        .andService(claim())
        .and("ann", close(""))
        .whenService(succeed())
        .thenClosed(Outcome.CANCELLED)
        .thenSentNothing();
  }

  @Test
  void watchersAreTold() {
    TaskScenario scenario =
        requested()
            .whenService(watch("parent"))
            .then(WatcherAdded.class)
            .whenService(watch("parent"))
            .thenNothing()
            .when("ann", close(""));
    FollowUp.Send told = scenario.thenSent(Command.ChildClosed.class);
    assertThat(told.to()).isEqualTo(new TaskId("parent"));
    assertThat(told.command()).isEqualTo(new Command.ChildClosed(new TaskId("t1")));
  }

  @Test
  void whoWatchesAClosedTaskIsToldAtOnce() {
    requested()
        .and("ann", close(""))
        .whenService(watch("parent"))
        .then(WatcherAdded.class)
        .thenSent(Command.ChildClosed.class);
  }

  @Test
  void peopleDoNotWatch() {
    requested()
        .when("root", watch("parent"))
        .thenRejected(
            Reason.NOT_ALLOWED, "Expected a service to watch a task, but a person asked.");
  }
}
