package dev.gatehouse.runtime.outbox;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.task.Change;
import org.jspecify.annotations.Nullable;

/** Which step a change is about. */
final class ChangedStep {
  private ChangedStep() {}

  static @Nullable StepId of(Change change) {
    return switch (change) {
      case Change.StepStarted c -> c.step().id();
      case Change.StepEnded c -> c.stepId();
      case Change.AttemptMoved c -> c.stepId();
      case Change.FellBackToAdmins c -> c.stepId();
      case Change.HandedToDelegate c -> c.stepId();
      case Change.ExpressionFailed c -> c.stepId();
      case Change.Escalated c -> c.stepId();
      case Change.WaitGoesOn c -> c.stepId();
      case Change.FormAnswered c -> c.stepId();
      case Change.TaskCreated c -> null;
      case Change.RuleTried c -> null;
      case Change.NextStepsChanged c -> null;
      case Change.PolicyRestarted c -> c.oldStepId();
      case Change.PolicyReplaced c -> c.oldStepId();
      case Change.GrantDurationChanged c -> null;
      case Change.CommentAdded c -> null;
      case Change.CloseRequested c -> null;
      case Change.WatcherAdded c -> null;
      case Change.OffboardingAdvanced c -> null;
      case Change.TaskParked c -> null;
      case Change.TaskResumed c -> null;
      case Change.TaskClosed c -> null;
    };
  }
}
