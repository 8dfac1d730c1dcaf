package dev.gatehouse.core.corpus;

import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sort of decision one is. Of decisions of one kind a single one is recorded.
 *
 * @param state where the task stood
 * @param result a refusal's reason, or {@code accepted}
 * @param detail what else tells decisions apart: what changed how, or the sentence of a refusal
 */
record Kind(String state, String command, String result, String detail) {

  static Kind of(Recorded recorded) {
    return new Kind(
        unseen(recorded) ? "not seen by the caller" : state(recorded.task()),
        name(recorded.command()),
        switch (recorded.decision()) {
          case Decision.Accepted a -> a.changes().isEmpty() ? "nothing to do" : "accepted";
          case Decision.Rejected r -> r.reason().name();
          case Decision.Needs n -> throw new IllegalArgumentException("not yet decided");
        },
        detail(recorded.decision()));
  }

  private static boolean unseen(Recorded recorded) {
    return recorded.task() != null
        && recorded.decision() instanceof Decision.Rejected refused
        && refused.reason() == Reason.NO_SUCH_TASK;
  }

  private static String state(@Nullable Task task) {
    if (task == null) {
      return "no task";
    }
    String type = name(task.subject());
    if (!task.open()) {
      return type + ", closed: " + task.outcome();
    }
    if (!task.parked().isEmpty()) {
      return type + ", parked";
    }
    if (task.closeRequest() != null) {
      return type + ", to be closed";
    }
    if (task.subject() instanceof Subject.Offboarding offboarding) {
      return type + ", " + offboarding.progress().phase();
    }
    return type
        + ", "
        + (task.currentStep() instanceof StepInstance.Approval
            ? "approval"
            : step(task.currentStep()));
  }

  private static String step(@Nullable StepInstance step) {
    return switch (step) {
      case null -> "between steps";
      case StepInstance.Approval s -> "approval by " + name(s.definition().approvers());
      case StepInstance.Provision s when s.byHand() -> "by hand, " + name(s.definition().policy());
      case StepInstance.Provision s -> "connector " + s.attemptState();
      case StepInstance.Accept s -> "accept";
      case StepInstance.Reject s -> "reject";
      case StepInstance.Form s -> "form";
      case StepInstance.Wait s -> "wait for " + name(s.definition().until());
    };
  }

  private static String detail(Decision decision) {
    List<String> parts = new ArrayList<>();
    switch (decision) {
      case Decision.Accepted a -> {
        a.changes().forEach(change -> parts.add(change(change)));
        a.followUps().forEach(followUp -> parts.add(followUp(followUp)));
      }
      case Decision.Rejected r ->
          parts.add(r.sentence().replaceAll("[^ ]*[0-9][^ ]*|[A-Za-z]{20,}", "#"));
      case Decision.Needs n -> {}
    }
    return String.join(" ", parts.stream().distinct().toList());
  }

  private static String change(Change change) {
    return switch (change) {
      case Change.StepStarted c -> name(c) + ":" + step(c.step());
      case Change.StepEnded c -> name(c) + ":" + name(c.outcome());
      case Change.TaskClosed c -> name(c) + ":" + c.outcome();
      case Change.OffboardingAdvanced c -> name(c) + ":" + c.progress().phase();
      case Change.PolicyReplaced c -> name(c) + ":" + c.cause();
      case Change.AttemptMoved c -> name(c) + ":" + c.state();
      default -> name(change);
    };
  }

  private static String followUp(FollowUp followUp) {
    return switch (followUp) {
      case FollowUp.Send f -> "send " + name(f.command());
      case FollowUp.Provision f -> f.give() ? "give" : "take";
    };
  }

  static String name(Object member) {
    return member.getClass().getSimpleName();
  }
}
