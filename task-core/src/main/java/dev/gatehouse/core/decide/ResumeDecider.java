package dev.gatehouse.core.decide;

import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Subject;

/**
 * Goes on with a parked task where it stood. Whatever else may hold a task up is nothing that a
 * decision could see: where it is not parked, the resume is right and changes nothing here.
 */
final class ResumeDecider {
  private ResumeDecider() {}

  static Decision resume(Command.Resume command, Draft draft) {
    if (draft.task().parked().isEmpty() || !draft.task().open()) {
      return draft.accepted();
    }
    draft.add(new Change.TaskResumed(draft.person()));
    draft.comment(command.comment());
    switch (draft.task().subject()) {
      case Subject.Access s -> StepFlow.advance(draft);
      case Subject.Offboarding s -> OffboardingDecider.nextTurn(draft, s.progress());
    }
    return draft.accepted();
  }
}
