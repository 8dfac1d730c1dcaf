package dev.gatehouse.core.decide;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Takes back access that was given although its request came to nothing: it was closed while an
 * attempt was running, or a later step said no. Only what this request gave ends; where something
 * else justifies the access, such as what an extension prolonged, the access stays.
 */
final class Undo {
  private Undo() {}

  /**
   * Whether a step of this task has given access, or may have: what a connector was last heard of
   * when it gave up need not be how the target is.
   */
  static boolean mayHaveGiven(Task task) {
    return gives(task)
        && task.policy() != null
        && task.policy().history().stream()
            .anyMatch(step -> step instanceof StepInstance.Provision p && mayHaveGiven(p));
  }

  private static boolean mayHaveGiven(StepInstance.Provision step) {
    return switch (step.outcome()) {
      case StepOutcome.Completed o -> true;
      case StepOutcome.ReassignedByError o -> true;
      // A connector that had failed for now may have come through without knowing it.
      case StepOutcome.Skipped o -> !step.byHand();
      case StepOutcome.Restarted o -> !step.byHand();
      case null, default -> false;
    };
  }

  /** Whether this task gives access, if it comes to anything. */
  static boolean gives(Task task) {
    return task.subject() instanceof Subject.Grant;
  }

  /** Its id is the request's own, so that doing it again makes no second task. */
  static void takeBack(Draft draft) {
    Subject.Access access = StepFlow.access(draft.task());
    TaskId request = draft.task().id();
    draft.send(
        new TaskId(DerivedId.of("undo", request.value())),
        new Command.CreateRevoke(
            access.entitlement().appId(),
            access.entitlement().id(),
            access.appUserId(),
            access.identity(),
            "Access given though its request was closed is taken back.",
            new RevokeSource.Undone(request, closedBy(draft)),
            Origin.CASCADE_DELETE,
            null),
        "undo-command",
        request.value());
  }

  private static @Nullable UserId closedBy(Draft draft) {
    Task.CloseRequest close = draft.task().closeRequest();
    return switch (close == null ? draft.actor() : close.by()) {
      case Actor.Person p -> p.id();
      case Actor.Service s -> null;
    };
  }
}
