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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answers to an approval step. */
final class ApprovalDecider {
  private ApprovalDecider() {}

  static Decision approve(Command.Approve command, Draft draft) {
    StepInstance.Approval step = step(draft);
    UserId by = approver(draft);
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
    StepInstance.Approval step = step(draft);
    UserId by = approver(draft);
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

  private static StepInstance.Approval step(Draft draft) {
    return (StepInstance.Approval) Objects.requireNonNull(draft.run().current());
  }

  private static UserId approver(Draft draft) {
    return Objects.requireNonNull(draft.person(), "only people are asked");
  }

  private static @Nullable Rejected reasonMissing(boolean required, String comment, String what) {
    return required && comment.isBlank()
        ? Rejected.of(
            Reason.INVALID,
            "Expected a comment that gives the reason of the %s, but it was blank.".formatted(what))
        : null;
  }
}
