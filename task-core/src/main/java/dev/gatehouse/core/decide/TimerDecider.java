package dev.gatehouse.core.decide;

import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;

/**
 * The time of a step has come. Timers may be told more than once and late: one that the step no
 * longer stands at does nothing, and neither does one before its time.
 */
final class TimerDecider {
  private TimerDecider() {}

  static Decision fire(Command.TimerFired command, Draft draft) {
    if (!TaskDecider.fromService(draft)) {
      return Rejected.of(
          Reason.NOT_ALLOWED, "Expected a service to tell the time, but a person did.");
    }
    StepInstance step = draft.task().currentStep();
    if (step != null
        && step.id().equals(command.stepId())
        && command.due().equals(step.dueAt())
        && !draft.now().isBefore(command.due())) {
      switch (step) {
        case StepInstance.Approval s -> EscalationDecider.escalate(draft, s);
        case StepInstance.Wait s -> WaitDecider.due(draft, s);
        case StepInstance.Provision s -> {}
        case StepInstance.Accept s -> {}
        case StepInstance.Reject s -> {}
        case StepInstance.Form s -> {}
      }
    }
    return draft.accepted();
  }
}
