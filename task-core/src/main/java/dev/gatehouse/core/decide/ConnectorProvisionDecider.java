package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import org.jspecify.annotations.Nullable;

/** What provisioning-worker reports of a connector's attempt. */
final class ConnectorProvisionDecider {
  /** The only error code in use on the wire. */
  static final String ERROR_CODE = "PEC-1";

  private ConnectorProvisionDecider() {}

  static Decision report(Command.ReportAttempt command, Draft draft) {
    Rejected refusal = refuse(draft, command.attempt());
    if (refusal != null) {
      return refusal;
    }
    if (attemptState(draft) != command.state()) {
      draft.add(new Change.AttemptMoved(command.stepId(), command.attempt(), command.state()));
    }
    if (attemptState(draft) != AttemptState.CLAIMED && draft.task().closeRequest() != null) {
      CloseDecider.cancelNow(draft);
    }
    return draft.accepted();
  }

  private static AttemptState attemptState(Draft draft) {
    return draft.task().currentStep() instanceof StepInstance.Provision step
        ? step.attemptState()
        : AttemptState.NONE;
  }

  static Decision finish(Command.ProvisioningFinished command, Draft draft) {
    if (!draft.task().open()) {
      return TaskDecider.fromService(draft)
          ? finishLate(command, draft)
          : TaskDecider.closed(draft.task());
    }
    Rejected refusal = refuse(draft, command.attempt());
    if (refusal != null) {
      return refusal;
    }
    Task.CloseRequest close = draft.task().closeRequest();
    if (command.error().isEmpty()) {
      draft.add(
          new Change.StepEnded(command.stepId(), new StepOutcome.Completed(null, draft.now())));
      if (close == null) {
        StepFlow.advance(draft);
      } else {
        draft.close(Outcome.CANCELLED);
      }
    } else if (close != null) {
      giveUp(draft);
    } else if (Leaving.of(draft)) {
      Leaving.note(draft);
      giveUp(draft);
    } else {
      handToPerson(command, draft);
    }
    return draft.accepted();
  }

  /** The attempt failed as far as anybody knows, but it may have come through. */
  private static void giveUp(Draft draft) {
    if (Undo.gives(draft.task()) && !Undo.mayHaveGiven(draft.task())) {
      Undo.takeBack(draft);
    }
    CloseDecider.cancelNow(draft);
  }

  private static @Nullable Rejected refuse(Draft draft, int attempt) {
    if (!TaskDecider.fromService(draft)) {
      return Rejected.of(
          Reason.NOT_ALLOWED, "Expected a service to report an attempt, but a person did.");
    }
    return draft.task().currentStep() instanceof StepInstance.Provision step
            && !step.byHand()
            && step.attempt() == attempt
        ? null
        : Rejected.of(
            Reason.STALE_STEP,
            "Expected the current attempt of the step, but it was " + attempt + ".");
  }

  /**
   * The task was closed before anybody knew that a worker had taken its order: if access came of
   * it, that is taken back.
   */
  private static Decision finishLate(Command.ProvisioningFinished command, Draft draft) {
    if (!command.error().isEmpty() || !Undo.gives(draft.task()) || !wasCancelled(draft, command)) {
      return TaskDecider.closed(draft.task());
    }
    draft.note("The access was given though the request had been closed; it is taken back.");
    Undo.takeBack(draft);
    return draft.accepted();
  }

  private static boolean wasCancelled(Draft draft, Command.ProvisioningFinished command) {
    return draft.run().history().stream()
        .anyMatch(
            step ->
                step instanceof StepInstance.Provision p
                    && p.id().equals(command.stepId())
                    && p.attempt() == command.attempt()
                    && p.outcome() instanceof StepOutcome.Cancelled);
  }

  /** A machine failed for good: the owners of the app do it by hand. */
  private static void handToPerson(Command.ProvisioningFinished command, Draft draft) {
    draft.add(
        new Change.StepEnded(
            command.stepId(),
            new StepOutcome.ReassignedByError(
                StepFlow.nextStepId(draft.task(), 0), ERROR_CODE, command.error(), draft.now())));
    Provisioning.byHand(draft, Provisioning.manualInstead(command.error()));
  }
}
