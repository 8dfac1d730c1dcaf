package dev.gatehouse.core.decide.action;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;

/** What an action needs of the task, with what is said where it is not so. */
enum Need {
  APPROVAL_STEP(
      Reason.WRONG_STEP_KIND,
      "Expected an approval step, but the current step is of another kind.") {
    @Override
    boolean met(Task task, Facts facts) {
      return task.currentStep() instanceof StepInstance.Approval;
    }
  },
  PROVISION_STEP(
      Reason.WRONG_STEP_KIND,
      "Expected a provision step, but the current step is of another kind.") {
    @Override
    boolean met(Task task, Facts facts) {
      return task.currentStep() instanceof StepInstance.Provision;
    }
  },
  FORM_STEP(
      Reason.WRONG_STEP_KIND, "Expected a form step, but the current step is of another kind.") {
    @Override
    boolean met(Task task, Facts facts) {
      return task.currentStep() instanceof StepInstance.Form;
    }
  },
  STEP(Reason.WRONG_STEP_KIND, "Expected a step that is going on, but there is none.") {
    @Override
    boolean met(Task task, Facts facts) {
      return task.currentStep() != null;
    }
  },
  POLICY(Reason.WRONG_STEP_KIND, "Expected a task with a policy, but an offboarding has none.") {
    @Override
    boolean met(Task task, Facts facts) {
      return task.policy() != null;
    }
  },
  REQUEST(
      Reason.WRONG_STEP_KIND, "Expected a request for access, but the task is of another type.") {
    @Override
    boolean met(Task task, Facts facts) {
      return task.subject() instanceof Subject.Grant;
    }
  },
  NOT_PROVIDING(
      Reason.WRONG_STEP_KIND,
      "Expected a request that is not yet carried out, but its access is being provided.") {
    @Override
    boolean met(Task task, Facts facts) {
      return !(task.currentStep() instanceof StepInstance.Provision);
    }
  },
  /** Nobody else may end a step while a connector may be at work. */
  AT_REST(Reason.ATTEMPT_RUNNING, "Expected a step that is at rest, but an attempt is running.") {
    @Override
    boolean met(Task task, Facts facts) {
      return !(task.currentStep() instanceof StepInstance.Provision step && step.attemptRunning());
    }
  },
  BY_HAND(
      Reason.WRONG_STEP_KIND, "Expected a step that is done by hand, but a connector does it.") {
    @Override
    boolean met(Task task, Facts facts) {
      return !(task.currentStep() instanceof StepInstance.Provision step) || step.byHand();
    }
  },
  REASSIGNMENT(
      Reason.NOT_ALLOWED,
      "Expected a step whose policy lets it be reassigned, but this one's does not.") {
    @Override
    boolean met(Task task, Facts facts) {
      return switch (task.currentStep()) {
        case StepInstance.Approval s -> s.definition().allowReassignment();
        case StepInstance.Provision s ->
            !s.byHand()
                || (s.definition().policy() instanceof ProvisionPolicy.Manual manual
                    && manual.mayBeReassigned());
        case StepInstance.Accept s -> false;
        case StepInstance.Reject s -> false;
        case StepInstance.Wait s -> false;
        case StepInstance.Form s -> true;
        case null -> false;
      };
    }
  },
  /** A person is asked only because a connector failed. */
  FAILED_CONNECTOR(
      Reason.WRONG_STEP_KIND,
      "Expected a step that a connector has failed at, but none has failed here.") {
    @Override
    boolean met(Task task, Facts facts) {
      StepInstance current = task.currentStep();
      return current != null && Failed.before(task, current) != null;
    }
  },
  NO_EMERGENCY(
      Reason.WRONG_STEP_KIND,
      "Expected a request that is no emergency yet, but this one is decided as one.") {
    @Override
    boolean met(Task task, Facts facts) {
      return !task.emergencyAccess();
    }
  },
  EMERGENCY_ACCESS(
      Reason.INVALID,
      "Expected an entitlement with emergency access, but this one does not offer it.") {
    @Override
    boolean met(Task task, Facts facts) {
      return switch (task.subject()) {
        case Subject.Access s ->
            facts
                .get(new Query.FindEntitlement(s.entitlement()))
                .map(Entitlement::emergencyGrantEnabled)
                .orElse(false);
        case Subject.Offboarding s -> false;
      };
    }
  };

  private final Reason reason;
  private final String sentence;

  Need(Reason reason, String sentence) {
    this.reason = reason;
    this.sentence = sentence;
  }

  abstract boolean met(Task task, Facts facts);

  Rejected refusal() {
    return Rejected.of(reason, sentence);
  }
}
