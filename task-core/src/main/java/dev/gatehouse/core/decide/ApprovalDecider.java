package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import org.jspecify.annotations.Nullable;

/** The answers to an approval step. */
final class ApprovalDecider {
  private ApprovalDecider() {}

  static Decision approve(Command.Approve command, Draft draft) {
    if (!(draft.run().current() instanceof StepInstance.Approval step)) {
      return notAnApproval();
    }
    UserId by = draft.person();
    if (by == null || !step.approvers().contains(by)) {
      return notAnApprover("approve");
    }
    Rejected noReason =
        reasonMissing(step.definition().requireApprovalReason(), command.comment(), "approval");
    if (noReason != null) {
      return noReason;
    }
    draft.add(new Change.StepEnded(step.id(), new StepOutcome.Approved(by, draft.now(), false)));
    draft.comment(command.comment());
    StepFlow.advance(draft);
    return draft.accepted();
  }

  static Decision deny(Command.Deny command, Draft draft) {
    if (!(draft.run().current() instanceof StepInstance.Approval step)) {
      return notAnApproval();
    }
    UserId by = draft.person();
    if (by == null || !step.approvers().contains(by)) {
      return notAnApprover("deny");
    }
    Rejected noReason =
        reasonMissing(step.definition().requireDenialReason(), command.comment(), "denial");
    if (noReason != null) {
      return noReason;
    }
    draft.add(new Change.StepEnded(step.id(), new StepOutcome.Denied(by, draft.now())));
    draft.comment(command.comment());
    draft.close(Outcome.DENIED);
    return draft.accepted();
  }

  private static Rejected notAnApproval() {
    return Rejected.of(
        Reason.WRONG_STEP_KIND,
        "Expected an approval step, but the current step is of another kind.");
  }

  private static Rejected notAnApprover(String action) {
    return Rejected.of(
        Reason.NOT_ALLOWED,
        "Expected one of the step's approvers to %s, but the caller is not among them."
            .formatted(action));
  }

  private static @Nullable Rejected reasonMissing(boolean required, String comment, String what) {
    return required && comment.isBlank()
        ? Rejected.of(
            Reason.INVALID,
            "Expected a comment that gives the reason of the %s, but it was blank.".formatted(what))
        : null;
  }
}
