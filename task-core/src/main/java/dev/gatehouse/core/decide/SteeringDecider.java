package dev.gatehouse.core.decide;

import dev.gatehouse.core.decide.action.Failed;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Change.PolicyReplaced.Cause;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an admin does where a task does not go the way it should. */
final class SteeringDecider {
  private SteeringDecider() {}

  static Decision skip(Command.SkipStep command, Draft draft) {
    draft.add(
        new Change.StepEnded(
            command.stepId(), new StepOutcome.Skipped(draft.person(), draft.now())));
    draft.comment(command.comment());
    StepFlow.advance(draft);
    return draft.accepted();
  }

  /** The same policy as it was taken when the task was made, from its first step. */
  static Decision restart(Command.Restart command, Draft draft) {
    resume(draft);
    StepId old = giveUpStep(draft);
    draft.add(
        new Change.PolicyRestarted(
            old, PolicyChoice.firstSteps(draft.task(), draft.run().policy())));
    draft.comment(command.comment());
    StepFlow.advance(draft);
    return draft.accepted();
  }

  /** Which policy applies is worked out anew, from what is defined by now. */
  static Decision reset(Command.Reset command, Draft draft) {
    PolicyChoice choice = PolicyChoice.now(draft, draft.task().emergencyAccess());
    Decision.Rejected refusal = choice.refusal();
    if (refusal != null) {
      return refusal;
    }
    resume(draft);
    choice.replace(draft, Cause.RESET);
    draft.comment(command.comment());
    StepFlow.advance(draft);
    return draft.accepted();
  }

  static Decision escalate(Command.Escalate command, Draft draft) {
    PolicyChoice choice = PolicyChoice.now(draft, true);
    Decision.Rejected refusal = choice.refusal();
    if (refusal != null) {
      return refusal;
    }
    choice.replace(draft, Cause.EMERGENCY);
    draft.comment(command.comment());
    StepFlow.advance(draft);
    return draft.accepted();
  }

  /** Back to the connector that failed; nobody has to approve again. */
  static Decision retry(Command.RetryProvisioning command, Draft draft) {
    StepInstance step = Objects.requireNonNull(draft.run().current());
    ProvisionPolicy.Connector connector =
        Objects.requireNonNull(Failed.before(draft.task(), step), "a connector failed");
    draft.add(
        new Change.StepEnded(
            command.stepId(),
            new StepOutcome.Reassigned(
                StepFlow.nextStepId(draft.task(), 0), draft.person(), draft.now())));
    draft.comment(command.comment());
    Provisioning.order(draft, connector.connectorId());
    return draft.accepted();
  }

  /** What is looked at from time to time is looked at now. */
  static Decision process(Draft draft) {
    if (draft.task().currentStep() instanceof StepInstance.Wait step) {
      WaitDecider.lookNow(draft, step);
    }
    return draft.accepted();
  }

  private static void resume(Draft draft) {
    if (!draft.task().parked().isEmpty()) {
      draft.add(new Change.TaskResumed(draft.person()));
    }
  }

  /** The step that was going on is over without a result. */
  static @Nullable StepId giveUpStep(Draft draft) {
    StepInstance step = draft.run().current();
    if (step == null) {
      return null;
    }
    draft.add(
        new Change.StepEnded(step.id(), new StepOutcome.Restarted(draft.person(), draft.now())));
    return step.id();
  }
}
