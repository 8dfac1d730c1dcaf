package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;

/** Ends a task before its steps do, and tells whoever waits for its end. */
final class CloseDecider {
  private CloseDecider() {}

  static Decision close(Command.Close command, Draft draft) {
    draft.comment(command.comment());
    if (draft.task().closeRequest() != null) {
      return draft.accepted();
    }
    return switch (draft.task().subject()) {
      case Subject.Offboarding s -> {
        if (!draft.task().parked().isEmpty()) {
          draft.add(new Change.TaskResumed(draft.person())); // closing one takes work of its own
        }
        draft.add(new Change.CloseRequested(draft.actor(), command.comment(), draft.now()));
        yield OffboardingDecider.cancel(draft, s.progress());
      }
      case Subject.Access s -> {
        if (draft.task().currentStep() instanceof StepInstance.Provision p && p.attemptRunning()) {
          draft.add(new Change.CloseRequested(draft.actor(), command.comment(), draft.now()));
        } else {
          cancelNow(draft);
        }
        yield draft.accepted();
      }
    };
  }

  /** Nothing is being provided at this moment, so nothing can come of it any more. */
  static void cancelNow(Draft draft) {
    StepInstance step = draft.task().currentStep();
    if (step != null) {
      draft.add(
          new Change.StepEnded(step.id(), new StepOutcome.Cancelled(draft.person(), draft.now())));
    }
    draft.close(Outcome.CANCELLED);
  }

  /** A watcher of a task that has closed already is told at once. */
  static Decision watch(Command.Watch command, Draft draft) {
    if (!TaskDecider.fromService(draft)) {
      return Rejected.of(
          Reason.NOT_ALLOWED, "Expected a service to watch a task, but a person asked.");
    }
    if (draft.task().watchers().contains(command.watcher()) && draft.task().open()) {
      return draft.accepted();
    }
    draft.add(new Change.WatcherAdded(command.watcher()));
    if (!draft.task().open()) {
      draft.tell(command.watcher());
    }
    return draft.accepted();
  }
}
