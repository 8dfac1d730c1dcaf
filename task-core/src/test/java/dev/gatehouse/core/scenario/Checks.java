package dev.gatehouse.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold after every decision, whatever it was. */
final class Checks {
  private Checks() {}

  static void refusal(Decision.Rejected refusal) {
    assertThat(refusal.sentence()).as("a refusal says why").isNotBlank().doesNotContain("null");
  }

  static void task(@Nullable Task before, Task after) {
    assertThat(after.version()).isEqualTo(before == null ? 1 : before.version() + 1);
    if (after.open()) {
      open(after);
    } else {
      closed(after);
    }
    if (after.policy() != null) {
      assertThat(after.policy().history()).allMatch(step -> step.outcome() != null);
    }
    if (before != null) {
      unchanged(before, after);
    }
  }

  private static void open(Task task) {
    assertThat(task.outcome()).isNull();
    assertThat(task.outcomeTime()).isNull();
    StepInstance step = task.currentStep();
    if (task.subject() instanceof Subject.Access && task.parked().isEmpty()) {
      assertThat(step).as("an open task is in a step").isNotNull();
    }
    boolean waits =
        !task.parked().isEmpty()
            || switch (step) {
              case null -> false;
              case StepInstance.Approval s -> true;
              case StepInstance.Provision s -> s.byHand();
              case StepInstance.Accept s -> false;
              case StepInstance.Reject s -> false;
              case StepInstance.Wait s -> true;
              case StepInstance.Form s -> true;
            };
    assertThat(task.processing()).isEqualTo(waits ? Processing.WAITING : Processing.PROCESSING);
    if (step instanceof StepInstance.Approval
        || step instanceof StepInstance.Form
        || (step instanceof StepInstance.Provision p && p.byHand())) {
      assertThat(task.assignees()).as("somebody is asked").isNotEmpty();
    }
  }

  private static void closed(Task task) {
    assertThat(task.processing()).isEqualTo(Processing.DONE);
    assertThat(task.outcome()).isNotNull();
    assertThat(task.outcomeTime()).isNotNull();
    assertThat(task.assignees()).as("a closed task has no assignees").isEmpty();
    assertThat(task.currentStep()).as("a closed task is in no step").isNull();
    assertThat(task.closeRequest()).isNull();
    if (task.outcome() == Outcome.SUCCESS && task.policy() != null) {
      allWereAsked(task, task.policy());
    }
  }

  /** Access comes of a request only where each approval before an accept step was reached. */
  private static void allWereAsked(Task task, PolicyRun run) {
    boolean byEngine = task.createdBy() == null && task.subject() instanceof Subject.Revoke;
    List<PolicyStep> asked =
        byEngine
            ? List.of()
            : run.policy().baseline().stream()
                .takeWhile(step -> !(step instanceof PolicyStep.Accept))
                .filter(PolicyStep.Approval.class::isInstance)
                .toList();
    List<PolicyStep> reached = new ArrayList<>();
    for (StepInstance step : run.reached()) {
      if (step instanceof StepInstance.Approval approval) {
        reached.add(approval.definition());
      }
    }
    for (PolicyStep step : asked) {
      assertThat(reached.remove(step)).as("%s was reached in %s", step, run).isTrue();
    }
  }

  private static void unchanged(Task before, Task after) {
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.numericId()).isEqualTo(before.numericId());
    assertThat(after.createdAt()).isEqualTo(before.createdAt());
    assertThat(after.updatedAt()).isAfter(before.updatedAt());
    assertThat(after.participants()).containsAll(before.participants());
    assertThat(after.commentCount()).isGreaterThanOrEqualTo(before.commentCount());
    if (!before.open()) {
      assertThat(after.open()).as("a closed task stays closed").isFalse();
      assertThat(after.outcome()).isEqualTo(before.outcome());
    }
  }
}
