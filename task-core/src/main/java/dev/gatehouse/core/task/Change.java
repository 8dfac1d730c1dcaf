package dev.gatehouse.core.task;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a task. A command that is accepted brings one or more of them. */
public sealed interface Change {

  /** The task came to be, with the policy that it will run. */
  record TaskCreated(
      TaskId id,
      long numericId,
      Subject subject,
      String displayName,
      String description,
      @Nullable UserId createdBy,
      Origin origin,
      boolean emergencyAccess,
      String requestData,
      @Nullable PolicyRun policy,
      List<UserId> participants,
      List<TaskId> watchers,
      Instant at)
      implements Change {
    public TaskCreated {
      participants = List.copyOf(participants);
      watchers = List.copyOf(watchers);
    }
  }

  /** The first of the steps to come became the current one. */
  record StepStarted(StepInstance step) implements Change {}

  /** The current step ended. */
  record StepEnded(StepId stepId, StepOutcome outcome) implements Change {}

  /** The steps to come became these: approvals are over, or a provision was appended. */
  record NextStepsChanged(List<PolicyStep> steps) implements Change {
    public NextStepsChanged {
      steps = List.copyOf(steps);
    }
  }

  /** The same policy begins again at its first step; {@code oldStepId} is what was given up. */
  record PolicyRestarted(@Nullable StepId oldStepId, List<PolicyStep> steps) implements Change {
    public PolicyRestarted {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Another policy, or another form of the same, takes over at its first step.
   *
   * @param oldStepId the step that was given up for it; null for none
   */
  record PolicyReplaced(
      Cause cause,
      PolicyId oldPolicyId,
      @Nullable StepId oldStepId,
      Policy policy,
      String generationId,
      List<PolicyStep> steps)
      implements Change {
    public PolicyReplaced {
      steps = List.copyOf(steps);
    }

    /** Why the policy was replaced. */
    public enum Cause {
      /** Somebody wanted it worked out anew. */
      RESET,
      /** It became an emergency. */
      EMERGENCY,
      /** Nobody answered in time. */
      ESCALATION
    }
  }

  /** Access that is asked for will last as long as this. */
  record GrantDurationChanged(Duration duration) implements Change {}

  /**
   * A rule of a policy was tried, or its baseline was taken because none held.
   *
   * @param condition the rule's; empty for the baseline
   * @param matched whether it held; always for the baseline
   * @param error why it could not be told, as a sentence; empty if it could
   * @param depth 0 for the policy of the task, 1 for one that it led to, and so on
   * @param stepKey the steps that the rule names; null for another policy
   * @param otherPolicyId the policy that it names instead; null for steps
   */
  record RuleTried(
      PolicyId policyId,
      String condition,
      boolean matched,
      String error,
      int depth,
      @Nullable String stepKey,
      @Nullable PolicyId otherPolicyId)
      implements Change {

    public static RuleTried of(Policy policy, Rule rule, boolean matched, String error, int depth) {
      return new RuleTried(
          policy.id(),
          rule.condition(),
          matched,
          error,
          depth,
          rule.outcome() instanceof Rule.Steps steps ? steps.key() : null,
          rule.outcome() instanceof Rule.Another another ? another.policyId() : null);
    }

    public static RuleTried baseline(Policy policy, int depth) {
      PolicyId other = policy.baselinePolicyId();
      return new RuleTried(
          policy.id(), "", true, "", depth, other == null ? policy.type().key() : null, other);
    }

    /** Whether it was no rule, but what is left where none holds. */
    public boolean ofBaseline() {
      return condition.isEmpty();
    }
  }

  /** The attempt of the current step moved on. */
  record AttemptMoved(StepId stepId, int attempt, AttemptState state) implements Change {}

  /** Nobody was found to ask, so the super admins are. */
  record FellBackToAdmins(StepId stepId) implements Change {}

  /** One of those who were found has somebody who stands in for them. */
  record HandedToDelegate(StepId stepId, UserId from, UserId to) implements Change {}

  /** An expression did not say whom to ask, or whether to go on; {@code error} is a sentence. */
  record ExpressionFailed(StepId stepId, String expression, String error) implements Change {}

  /** Nobody answered the step in time. */
  record Escalated(StepId stepId, Escalation.Outcome outcome) implements Change {}

  /** What a step waits for is not so yet; it is looked at again at {@code lookAt}. */
  record WaitGoesOn(StepId stepId, Instant lookAt) implements Change {}

  /** Somebody answered the form of the current step. */
  record FormAnswered(StepId stepId, Answers answers) implements Change {}

  /** Somebody said something; {@code commentId} is derived from the command, so it is unique. */
  record CommentAdded(String commentId, @Nullable UserId by, String text) implements Change {}

  /** Somebody wants the task closed as soon as the running attempt ends. */
  record CloseRequested(Actor by, String comment, Instant at) implements Change {}

  /** Another task will be told when this one closes. */
  record WatcherAdded(TaskId watcher) implements Change {}

  /** An offboarding came further. */
  record OffboardingAdvanced(OffboardingProgress progress) implements Change {}

  /** The engine stopped working on the task because of a fault; {@code reason} is a sentence. */
  record TaskParked(String reason) implements Change {}

  /** The engine goes on with it. */
  record TaskResumed(@Nullable UserId by) implements Change {}

  /** The task ended. */
  record TaskClosed(Outcome outcome, Instant at) implements Change {}
}
