package dev.gatehouse.core.decide;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.Escalating;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins an approval step: finds out who is asked, and whether anybody has to be. */
final class ApprovalBegin {
  private ApprovalBegin() {}

  static void begin(Draft draft, PolicyStep.Approval step) {
    Escalation escalation = step.escalation();
    begin(
        draft,
        step,
        escalation == null
            ? null
            : new Escalating(draft.nowInMillis().plus(escalation.after()), false));
  }

  /** Begins the step that others are asked in, since nobody answered the one before in time. */
  static void beginEscalated(Draft draft, PolicyStep.Approval step) {
    begin(draft, step, new Escalating(draft.nowInMillis(), true));
  }

  private static void begin(
      Draft draft, PolicyStep.Approval step, @Nullable Escalating escalating) {
    ApproverResolution found = ApproverResolution.of(draft, step);
    if (found.approvers().isEmpty() && !found.unneeded()) {
      draft.add(new Change.TaskParked(ApproverResolution.nobody(step, draft.run().policy())));
      return;
    }
    StepId id = StepFlow.nextStepId(draft.task(), 0);
    draft.asked(id, found.trail());
    draft.add(
        new Change.StepStarted(
            new StepInstance.Approval(
                id,
                draft.run().generationId(),
                step,
                found.approvers(),
                draft.now(),
                null,
                escalating)));
    found
        .failures()
        .forEach(f -> draft.add(new Change.ExpressionFailed(id, f.expression(), f.sentence())));
    if (found.unneeded()) {
      draft.add(new Change.StepEnded(id, new StepOutcome.Skipped(null, draft.now())));
      return;
    }
    found.delegated().forEach(d -> draft.add(new Change.HandedToDelegate(id, d.from(), d.to())));
    if (found.fellBackToAdmins()) {
      draft.add(new Change.FellBackToAdmins(id));
    }
    approveForRequester(draft, step, id, found.approvers());
  }

  /** Whoever asks for access that they may approve themselves has said yes by asking. */
  private static void approveForRequester(
      Draft draft, PolicyStep.Approval step, StepId id, List<UserId> approvers) {
    UserId creator = draft.task().createdBy();
    if (creator != null && step.approvers().allowSelfApproval() && approvers.contains(creator)) {
      draft.add(new Change.StepEnded(id, new StepOutcome.Approved(creator, draft.now(), true)));
    }
  }
}
