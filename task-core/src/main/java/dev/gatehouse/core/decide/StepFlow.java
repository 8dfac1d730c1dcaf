package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Goes from step to step until one has to wait for something. */
final class StepFlow {
  private StepFlow() {}

  /** The first steps of a new task. A task that nobody could approve is refused, not made. */
  static Decision start(Draft draft) {
    advance(draft);
    if (!draft.task().parked().isEmpty()) {
      return Rejected.of(Reason.INVALID, draft.task().parked());
    }
    return draft.accepted();
  }

  /** Takes the next steps until one waits, or the task ends. */
  static void advance(Draft draft) {
    if (goesOn(draft)) {
      Foresight.ask(draft);
    }
    while (goesOn(draft)) {
      List<PolicyStep> next = draft.run().next();
      if (next.isEmpty()) {
        finishOrProvide(draft);
      } else {
        begin(draft, next.getFirst());
      }
    }
  }

  private static boolean goesOn(Draft draft) {
    return draft.task().open() && draft.task().parked().isEmpty() && draft.run().current() == null;
  }

  private static void begin(Draft draft, PolicyStep step) {
    switch (step) {
      case PolicyStep.Approval s -> ApprovalBegin.begin(draft, s);
      case PolicyStep.Wait s -> WaitDecider.begin(draft, s);
      case PolicyStep.Form s -> FormDecider.begin(draft, s);
      case PolicyStep.Provision s -> Provisioning.begin(draft, s);
      case PolicyStep.Accept s -> accept(draft, s);
      case PolicyStep.Reject s -> reject(draft, s);
    }
  }

  /** The approvals are over; a provision that the policy names still runs. */
  private static void accept(Draft draft, PolicyStep.Accept step) {
    StepId id = nextStepId(draft.task(), 0);
    draft.add(
        new Change.StepStarted(
            new StepInstance.Accept(id, draft.run().generationId(), step, null)));
    draft.add(new Change.StepEnded(id, new StepOutcome.Accepted(draft.now())));
    draft.note(step.message());
    draft.add(
        new Change.NextStepsChanged(
            draft.run().next().stream().filter(PolicyStep.Provision.class::isInstance).toList()));
  }

  private static void reject(Draft draft, PolicyStep.Reject step) {
    StepId id = nextStepId(draft.task(), 0);
    draft.add(
        new Change.StepStarted(
            new StepInstance.Reject(id, draft.run().generationId(), step, null)));
    draft.add(new Change.StepEnded(id, new StepOutcome.Rejected(draft.now())));
    draft.note(step.message());
    draft.close(Outcome.DENIED);
  }

  /** Templates normally hold only approvals: then the entitlement says how access is provided. */
  private static void finishOrProvide(Draft draft) {
    boolean provided =
        draft.run().reached().stream().anyMatch(StepInstance.Provision.class::isInstance);
    if (provided) {
      draft.close(Outcome.SUCCESS);
      return;
    }
    Entitlement entitlement = entitlement(draft);
    List<PolicyStep> next = new ArrayList<>(draft.run().next());
    next.add(new PolicyStep.Provision(provisionPolicy(draft.task(), entitlement)));
    draft.add(new Change.NextStepsChanged(next));
  }

  private static ProvisionPolicy provisionPolicy(Task task, Entitlement entitlement) {
    ProvisionPolicy deprovisioner = entitlement.deprovisioner();
    return switch (task.subject()) {
      case Subject.Revoke s when deprovisioner != null -> deprovisioner;
      case Subject.Revoke s -> entitlement.provisioner();
      case Subject.Grant s -> entitlement.provisioner();
      case Subject.Offboarding s -> throw new IllegalStateException("an offboarding has no steps");
    };
  }

  static Entitlement entitlement(Draft draft) {
    Subject.Access access = access(draft.task());
    return draft
        .facts()
        .get(new Query.FindEntitlement(access.entitlement()))
        .orElseThrow(
            () -> new IllegalStateException("entitlements are marked as deleted, never removed"));
  }

  static Subject.Access access(Task task) {
    return switch (task.subject()) {
      case Subject.Access s -> s;
      case Subject.Offboarding s -> throw new IllegalStateException("an offboarding has no steps");
    };
  }

  /** Ids come from the place in the history, so that a repeated decision makes the same. */
  static StepId nextStepId(Task task, int ahead) {
    var run = Objects.requireNonNull(task.policy());
    int reached = run.history().size() + (run.current() == null ? 0 : 1) + ahead;
    return new StepId(DerivedId.of("step", task.id().value(), run.generationId(), "" + reached));
  }
}
