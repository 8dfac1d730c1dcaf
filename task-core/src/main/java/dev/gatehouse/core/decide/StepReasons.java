package dev.gatehouse.core.decide;

import dev.gatehouse.core.explain.Explanation;
import dev.gatehouse.core.explain.Explanation.Outcome;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in sentences why steps go as they go. */
final class StepReasons {
  private StepReasons() {}

  /** A step that waits for somebody or something, now or later. */
  static Explanation.Step toCome(
      StepInstance step, List<Explanation.Approver> approvers, boolean toAdmins, String more) {
    String reason =
        switch (step) {
          case StepInstance.Approval s -> approval(s.definition(), toAdmins);
          case StepInstance.Provision s -> provision(s);
          case StepInstance.Wait s -> wait(s);
          case StepInstance.Form s -> "Whoever is asked has to fill in a form.";
          case StepInstance.Accept s -> "It accepts the request.";
          case StepInstance.Reject s -> "It rejects the request.";
        };
    return new Explanation.Step(definition(step), Outcome.WILL_RUN, approvers, reason + more);
  }

  /** A step that is over, or would be as soon as it is reached. */
  static Explanation.Step over(
      StepInstance step, List<Explanation.Approver> approvers, String more) {
    return switch (Objects.requireNonNull(step.outcome(), "the step is over")) {
      case StepOutcome.Approved o ->
          told(
              step,
              Outcome.ACCEPTED,
              approvers,
              o.automatically()
                  ? "Whoever asks for the access may approve this step, and has done so by asking."
                  : "It was approved by " + o.by() + ".",
              more);
      case StepOutcome.Denied o ->
          told(step, Outcome.REJECTED, approvers, "It was denied by " + o.by() + ".", more);
      case StepOutcome.Completed o -> told(step, Outcome.ACCEPTED, approvers, "It was done.", more);
      case StepOutcome.Cancelled o ->
          told(
              step,
              Outcome.SKIPPED,
              approvers,
              "It was given up, since the task was closed.",
              more);
      case StepOutcome.Errored o ->
          told(step, Outcome.REJECTED, approvers, "It failed: " + o.description(), more);
      case StepOutcome.ReassignedByError o ->
          told(
              step,
              Outcome.SKIPPED,
              approvers,
              "It failed, and the step after it does it by hand: " + o.description(),
              more);
      case StepOutcome.Skipped o -> told(step, Outcome.SKIPPED, approvers, skipped(step, o), more);
      case StepOutcome.Reassigned o ->
          told(step, Outcome.SKIPPED, approvers, "The step after it took its place.", more);
      case StepOutcome.Restarted o ->
          told(
              step,
              Outcome.SKIPPED,
              approvers,
              "It was given up, since the task began again.",
              more);
      case StepOutcome.Accepted o ->
          told(step, Outcome.ACCEPTED, approvers, "It ends the approvals with a yes.", more);
      case StepOutcome.Rejected o ->
          told(step, Outcome.REJECTED, approvers, "It ends the request with a no.", more);
      case StepOutcome.Waited o ->
          told(step, Outcome.ACCEPTED, approvers, "What it waits for is so.", more);
      case StepOutcome.FilledIn o ->
          told(
              step,
              Outcome.ACCEPTED,
              approvers,
              o.by() == null ? "It was filled in." : "It was filled in by " + o.by() + ".",
              more);
      case StepOutcome.TimedOut o ->
          told(step, Outcome.REJECTED, approvers, "What it waited for did not come to be.", more);
    };
  }

  private static Explanation.Step told(
      StepInstance step,
      Outcome outcome,
      List<Explanation.Approver> approvers,
      String reason,
      String more) {
    return new Explanation.Step(definition(step), outcome, approvers, reason + more);
  }

  private static PolicyStep definition(StepInstance step) {
    return switch (step) {
      case StepInstance.Approval s -> s.definition();
      case StepInstance.Provision s -> s.definition();
      case StepInstance.Accept s -> s.definition();
      case StepInstance.Reject s -> s.definition();
      case StepInstance.Wait s -> s.definition();
      case StepInstance.Form s -> s.definition();
    };
  }

  private static String skipped(StepInstance step, StepOutcome.Skipped outcome) {
    if (outcome.by() != null) {
      return "It was skipped by " + outcome.by() + ".";
    }
    if (!(step instanceof StepInstance.Approval approval)) {
      return "It was left out.";
    }
    if (!approval.approvers().isEmpty()) {
      return "Nobody answered in time, so that it was left out.";
    }
    return approval.definition().approvers() instanceof Approvers.Agent
        ? "It is left out as its policy says, since no model stands behind agents yet."
        : "It is left out, since its expressions find nobody and it has no fallback.";
  }

  private static String approval(PolicyStep.Approval step, boolean toAdmins) {
    StringBuilder reason = new StringBuilder("One of those who are asked has to approve.");
    if (toAdmins) {
      reason.append(" Nobody was found but the super admins.");
    }
    if (step.approvers().requireDistinctApprovers()) {
      reason.append(" Whoever approves an earlier step is not asked here.");
    }
    Escalation escalation = step.escalation();
    if (escalation != null) {
      reason
          .append(" If nobody has answered ")
          .append(escalation.after().toSeconds())
          .append(" seconds after they were asked, ")
          .append(escalated(escalation.outcome()))
          .append('.');
    }
    return reason.toString();
  }

  private static String escalated(Escalation.Outcome outcome) {
    return switch (outcome) {
      case Escalation.ReplacePolicy o -> "another policy decides";
      case Escalation.ReassignToApprovers o -> "others are asked";
      case Escalation.CancelTicket o -> "the task is cancelled";
      case Escalation.SkipStep o -> "the step is left out";
    };
  }

  private static String provision(StepInstance.Provision step) {
    return switch (step.definition().policy()) {
      case ProvisionPolicy.Connector p -> "The connector " + p.connectorId() + " does it.";
      case ProvisionPolicy.Manual p -> "One of those who are asked does it by hand.";
      case ProvisionPolicy.Unconfigured p -> "Nothing is configured.";
      case ProvisionPolicy.Unsupported p -> "It is of the kind " + p.kind() + ".";
    };
  }

  private static String wait(StepInstance.Wait step) {
    return switch (step.definition().until()) {
      case WaitUntil.Condition u -> "It waits until this holds: " + u.expression();
      case WaitUntil.Passed u -> "It waits for " + u.duration().toSeconds() + " seconds.";
      case WaitUntil.TimeOfDay u -> "It waits until " + until(step.until()) + ".";
    };
  }

  private static String until(@Nullable Instant time) {
    return time == null ? "its time of day" : time.toString();
  }
}
