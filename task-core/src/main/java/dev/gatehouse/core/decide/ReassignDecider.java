package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks others in the place of those who are asked. The step that was handed on is over; the one
 * that begins names people and keeps everything else of its definition.
 */
final class ReassignDecider {
  private ReassignDecider() {}

  static Decision reassign(Command.Reassign command, Draft draft) {
    List<UserId> people = command.users().stream().distinct().toList();
    return switch (Objects.requireNonNull(draft.run().current())) {
      case StepInstance.Approval step -> approval(command, people, step, draft);
      case StepInstance.Provision step -> provision(command, people, step, draft);
      case StepInstance.Accept step -> throw over(step);
      case StepInstance.Reject step -> throw over(step);
      case StepInstance.Form step -> form(command, people, step, draft);
      case StepInstance.Wait step -> throw new IllegalStateException("asks nobody: " + step.id());
    };
  }

  private static IllegalStateException over(StepInstance step) {
    return new IllegalStateException("is over as soon as it is reached: " + step.id());
  }

  private static Decision approval(
      Command.Reassign command, List<UserId> people, StepInstance.Approval old, Draft draft) {
    PolicyStep.Approval definition = old.definition();
    Rejected refusal = refuse(command, people, definition);
    if (refusal != null) {
      return refusal;
    }
    PolicyStep.Approval handedOn = definition.asking(users(people, definition.approvers()));
    List<UserId> unfit = ApproverResolution.unfit(draft, handedOn, people);
    if (!unfit.isEmpty()) {
      return Rejected.of(
          Reason.INVALID,
          "Expected newStepUserIds to name people who may approve this step, but %s may not."
              .formatted(names(unfit)));
    }
    end(command, draft);
    if (old.escalating() != null && old.escalating().done()) {
      ApprovalBegin.beginEscalated(draft, handedOn);
    } else {
      ApprovalBegin.begin(draft, handedOn);
    }
    StepFlow.advance(draft);
    return draft.accepted();
  }

  private static @Nullable Rejected refuse(
      Command.Reassign command, List<UserId> people, PolicyStep.Approval step) {
    if (step.requireReassignmentReason() && command.comment().isBlank()) {
      return Rejected.of(
          Reason.INVALID,
          "Expected a comment that gives the reason of the reassignment, but it was blank.");
    }
    Rejected number = refuseNumber(people);
    if (number != null) {
      return number;
    }
    List<UserId> others =
        people.stream().filter(id -> !step.allowedReassignees().contains(id)).toList();
    return step.allowedReassignees().isEmpty() || others.isEmpty()
        ? null
        : Rejected.of(
            Reason.INVALID,
            "Expected newStepUserIds to be among the allowed reassignees of the step, but %s %s not."
                .formatted(names(others), others.size() == 1 ? "is" : "are"));
  }

  private static @Nullable Rejected refuseNumber(List<UserId> people) {
    int most = ApproverResolution.MAX_APPROVERS;
    return people.isEmpty() || people.size() > most
        ? Rejected.of(
            Reason.INVALID,
            "Expected newStepUserIds to name 1 to %d people, but it named %d."
                .formatted(most, people.size()))
        : null;
  }

  /** One who is asked stands for the kind that found those before. */
  private static Approvers users(List<UserId> people, Approvers before) {
    return new Approvers.Users(
        people, before.allowSelfApproval(), before.requireDistinctApprovers());
  }

  private static Decision form(
      Command.Reassign command, List<UserId> people, StepInstance.Form old, Draft draft) {
    Rejected refusal = refuseInactive(people, draft);
    if (refusal != null) {
      return refusal;
    }
    FormDecider.ask(draft, end(command, draft), old.definition(), people);
    return draft.accepted();
  }

  private static @Nullable Rejected refuseInactive(List<UserId> people, Draft draft) {
    Rejected number = refuseNumber(people);
    if (number != null) {
      return number;
    }
    draft.facts().need(people.stream().map(Query.FindPerson::new).toArray(Query[]::new));
    List<UserId> unfit = people.stream().filter(id -> !People.active(draft, id)).toList();
    return unfit.isEmpty()
        ? null
        : Rejected.of(
            Reason.INVALID,
            "Expected newStepUserIds to name active people, but %s %s not."
                .formatted(names(unfit), unfit.size() == 1 ? "is" : "are"));
  }

  private static Decision provision(
      Command.Reassign command, List<UserId> people, StepInstance.Provision old, Draft draft) {
    Rejected refusal = refuseInactive(people, draft);
    if (refusal != null) {
      return refusal;
    }
    ProvisionPolicy.Manual before = (ProvisionPolicy.Manual) old.definition().policy();
    StepId next = end(command, draft);
    draft.add(
        new Change.StepStarted(
            new StepInstance.Provision(
                next,
                draft.run().generationId(),
                new PolicyStep.Provision(
                    new ProvisionPolicy.Manual(
                        new ProvisionPolicy.Assignee.Users(people),
                        before.instructions(),
                        before.allowReassignment())),
                people,
                0,
                AttemptState.NONE,
                null)));
    return draft.accepted();
  }

  private static StepId end(Command.Reassign command, Draft draft) {
    StepId next = StepFlow.nextStepId(draft.task(), 0);
    draft.add(
        new Change.StepEnded(
            command.stepId(), new StepOutcome.Reassigned(next, draft.person(), draft.now())));
    draft.comment(command.comment());
    return next;
  }

  private static String names(List<UserId> people) {
    return people.stream().map(UserId::value).collect(Collectors.joining(", "));
  }
}
