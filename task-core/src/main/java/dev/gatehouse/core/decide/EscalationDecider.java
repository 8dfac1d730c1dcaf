package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Change.PolicyReplaced.Cause;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.Objects;

/** What becomes of an approval step that nobody answered in time. */
final class EscalationDecider {
  private EscalationDecider() {}

  static void escalate(Draft draft, StepInstance.Approval step) {
    Escalation escalation =
        Objects.requireNonNull(step.definition().escalation(), "only such a step has a time");
    draft.add(new Change.Escalated(step.id(), escalation.outcome()));
    draft.note(escalation.comment());
    switch (escalation.outcome()) {
      case Escalation.ReassignToApprovers o -> reassign(draft, step, o);
      case Escalation.ReplacePolicy o -> replacePolicy(draft, o.policyId());
      case Escalation.CancelTicket o -> CloseDecider.cancelNow(draft);
      case Escalation.SkipStep o -> {
        draft.add(new Change.StepEnded(step.id(), new StepOutcome.Skipped(null, draft.now())));
        StepFlow.advance(draft);
      }
    }
  }

  private static void reassign(
      Draft draft, StepInstance.Approval step, Escalation.ReassignToApprovers outcome) {
    PolicyStep.Approval definition = step.definition();
    Approvers before = definition.approvers();
    StepId next = StepFlow.nextStepId(draft.task(), 0);
    draft.add(new Change.StepEnded(step.id(), new StepOutcome.Reassigned(next, null, draft.now())));
    ApprovalBegin.beginEscalated(
        draft,
        definition.asking(
            new Approvers.Users(
                outcome.approvers(),
                before.allowSelfApproval(),
                before.requireDistinctApprovers())));
    StepFlow.advance(draft);
  }

  /** A policy that cannot take over leaves the step as it is, where everybody sees why. */
  private static void replacePolicy(Draft draft, PolicyId id) {
    Policy before = draft.run().policy();
    PolicyResolution found =
        draft
            .facts()
            .get(new Query.FindPolicy(id))
            .filter(policy -> policy.type() == before.type())
            .map(policy -> PolicyResolution.of(draft, draft.task(), policy))
            .orElse(null);
    PolicyChoice choice = new PolicyChoice(id, found);
    Rejected refusal = choice.refusal();
    if (refusal != null) {
      draft.add(new Change.TaskParked(refusal.sentence()));
      return;
    }
    choice.replace(draft, Cause.ESCALATION);
    StepFlow.advance(draft);
  }
}
