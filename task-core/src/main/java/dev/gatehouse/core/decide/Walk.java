package dev.gatehouse.core.decide;

import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.explain.Explanation;
import dev.gatehouse.core.explain.Explanation.Outcome;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a task from its first to its last. Those that are not over are gone through in
 * thought, as if each that waits were left out: so nobody counts as having approved one.
 */
final class Walk {
  private final Draft draft;
  private final List<Explanation.Step> told = new ArrayList<>();
  private final Set<StepId> assumed = new HashSet<>();
  private final Set<StepId> toAdmins = new HashSet<>();
  private final List<String> failures = new ArrayList<>();
  private List<PolicyStep> pending = new ArrayList<>();
  private @Nullable StepInstance current;
  private @Nullable ProvisionPolicy provision;

  private Walk(Draft draft) {
    this.draft = draft;
  }

  /** Goes on from where the task stands. */
  static Walk from(Draft draft) {
    Walk walk = new Walk(draft);
    if (draft.changes().isEmpty()) {
      walk.recall(draft.task());
    }
    walk.goOn();
    draft.changes().forEach(walk::tell);
    walk.tellRest();
    return walk;
  }

  /** The steps in the order in which they come. */
  List<Explanation.Step> steps() {
    return List.copyOf(told);
  }

  /** How access is given or taken back; null where it never comes to that. */
  @Nullable ProvisionPolicy provision() {
    return provision;
  }

  /** What is known of a task that is there already. */
  private void recall(Task task) {
    PolicyRun run = draft.run();
    run.reached().forEach(step -> over(step, asked(step, whyNow(step))));
    current = task.currentStep();
    pending = new ArrayList<>(run.next());
  }

  private void goOn() {
    Task task = draft.task();
    if (task.open() && !task.parked().isEmpty()) {
      draft.add(new Change.TaskResumed(null));
    }
    StepFlow.advance(draft);
    while (draft.task().open() && draft.task().parked().isEmpty()) {
      StepInstance step =
          Objects.requireNonNull(draft.run().current(), "an open task stops at a step");
      assumed.add(step.id());
      draft.add(new Change.StepEnded(step.id(), assume(step)));
      StepFlow.advance(draft);
    }
  }

  private StepOutcome assume(StepInstance step) {
    return step instanceof StepInstance.Provision
        ? new StepOutcome.Completed(null, draft.now())
        : new StepOutcome.Skipped(null, draft.now());
  }

  private void tell(Change change) {
    switch (change) {
      case Change.TaskCreated c ->
          pending = new ArrayList<>(Objects.requireNonNull(c.policy()).next());
      case Change.StepStarted c -> {
        if (!pending.isEmpty()) {
          pending.removeFirst();
        }
        current = c.step();
      }
      case Change.StepEnded c -> {
        StepInstance step = Objects.requireNonNull(current, "only a current step can end");
        Map<UserId, List<Because>> why = draft.whyAsked(step.id());
        over(step.ended(c.outcome()), asked(step, why.isEmpty() ? whyNow(step) : why));
        current = null;
        failures.clear();
      }
      case Change.NextStepsChanged c -> {
        pending.stream()
            .filter(step -> !c.steps().contains(step))
            .forEach(step -> skip(step, "An accept step before it has ended the approvals."));
        pending = new ArrayList<>(c.steps());
      }
      case Change.FellBackToAdmins c -> toAdmins.add(c.stepId());
      case Change.ExpressionFailed c -> failures.add(c.expression() + ": " + c.error());
      default -> {} // says nothing of steps
    }
  }

  /** What is never begun. */
  private void tellRest() {
    Task task = draft.task();
    if (task.open()) {
      tellHeld(task.parked());
      return;
    }
    String why =
        switch (Objects.requireNonNull(task.outcome(), "a closed task has an outcome")) {
          case DENIED -> "A step before it has ended the request with a no.";
          case CANCELLED -> Leaving.of(draft) ? "The person is leaving." : "The task is cancelled.";
          case ERROR -> "A step before it has failed.";
          case WAIT_TIMED_OUT -> "A step before it has waited in vain.";
          case SUCCESS -> "The task is done without it.";
        };
    pending.forEach(step -> skip(step, why));
  }

  private void tellHeld(String parked) {
    for (int i = 0; i < pending.size(); i++) {
      told.add(
          new Explanation.Step(
              pending.get(i),
              Outcome.WILL_RUN,
              List.of(),
              i == 0 ? parked : "It comes after a step at which the task is held."));
    }
  }

  private void skip(PolicyStep step, String reason) {
    told.add(new Explanation.Step(step, Outcome.SKIPPED, List.of(), reason));
  }

  private void over(StepInstance step, List<Explanation.Approver> approvers) {
    if (step instanceof StepInstance.Provision p) {
      provision = p.definition().policy();
    }
    String more = failures.isEmpty() ? "" : " An expression failed: " + String.join("; ", failures);
    told.add(
        assumed.contains(step.id())
            ? StepReasons.toCome(step, approvers, toAdmins.contains(step.id()), more)
            : StepReasons.over(step, approvers, more));
  }

  /** Why people would be asked in a step, if it began now. */
  private Map<UserId, List<Because>> whyNow(StepInstance step) {
    return switch (step) {
      case StepInstance.Approval s -> ApproverResolution.of(draft, s.definition()).trail();
      case StepInstance.Provision s ->
          s.definition().policy() instanceof ProvisionPolicy.Manual manual
              ? Provisioning.providers(draft, manual).people()
              : Map.of();
      case StepInstance.Accept s -> Map.of();
      case StepInstance.Reject s -> Map.of();
      case StepInstance.Wait s -> Map.of();
      case StepInstance.Form s -> Map.of();
    };
  }

  private static List<Explanation.Approver> asked(
      StepInstance step, Map<UserId, List<Because>> why) {
    List<UserId> people =
        switch (step) {
          case StepInstance.Approval s -> s.approvers();
          case StepInstance.Provision s -> s.provisioners();
          case StepInstance.Accept s -> List.of();
          case StepInstance.Reject s -> List.of();
          case StepInstance.Wait s -> List.of();
          case StepInstance.Form s -> s.asked();
        };
    List<Because> before = List.of(new Because.AskedBefore());
    return people.stream()
        .map(id -> new Explanation.Approver(id, why.getOrDefault(id, before)))
        .toList();
  }
}
