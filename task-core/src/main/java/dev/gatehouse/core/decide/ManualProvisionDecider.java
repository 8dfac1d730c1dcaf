package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepOutcome;

/** What a person reports of a provision step that is done by hand. */
final class ManualProvisionDecider {
  private ManualProvisionDecider() {}

  static Decision complete(Command.CompleteProvision command, Draft draft) {
    Subject.Access access = StepFlow.access(draft.task());
    HandRecord done =
        draft
            .facts()
            .get(
                new Query.RecordByHand(
                    draft.task().id(),
                    command.stepId(),
                    Provisioning.gives(access),
                    access.entitlement(),
                    access.appUserId(),
                    access.identity(),
                    Provisioning.duration(access)));
    if (done.refused()) {
      return Rejected.of(Reason.LEAVING, done.refusal());
    }
    draft.add(
        new Change.StepEnded(
            command.stepId(), new StepOutcome.Completed(draft.person(), draft.now())));
    draft.comment(command.comment());
    StepFlow.advance(draft);
    return draft.accepted();
  }

  static Decision error(Command.ErrorProvision command, Draft draft) {
    draft.add(
        new Change.StepEnded(
            command.stepId(),
            new StepOutcome.Errored(
                ConnectorProvisionDecider.ERROR_CODE, command.comment(), draft.now())));
    draft.comment(command.comment());
    return draft.close(Outcome.ERROR).accepted();
  }

  static Decision cancel(Command.CancelProvision command, Draft draft) {
    draft.add(
        new Change.StepEnded(
            command.stepId(), new StepOutcome.Cancelled(draft.person(), draft.now())));
    draft.comment(command.comment());
    return draft.close(Outcome.CANCELLED).accepted();
  }
}
