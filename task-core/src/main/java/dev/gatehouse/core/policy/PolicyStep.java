package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.UserId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step as a policy defines it, before it is reached. */
public sealed interface PolicyStep {

  /**
   * People are asked; the first answer decides.
   *
   * @param escalation what becomes of it where nobody answers in time; null for nothing
   */
  record Approval(
      Approvers approvers,
      boolean allowReassignment,
      List<UserId> allowedReassignees,
      boolean allowDelegation,
      boolean requireApprovalReason,
      boolean requireDenialReason,
      boolean requireReassignmentReason,
      @Nullable Escalation escalation)
      implements PolicyStep {
    public Approval {
      allowedReassignees = List.copyOf(allowedReassignees);
    }

    /** An approval that waits for ever. */
    public Approval(
        Approvers approvers,
        boolean allowReassignment,
        List<UserId> allowedReassignees,
        boolean allowDelegation,
        boolean requireApprovalReason,
        boolean requireDenialReason,
        boolean requireReassignmentReason) {
      this(
          approvers,
          allowReassignment,
          allowedReassignees,
          allowDelegation,
          requireApprovalReason,
          requireDenialReason,
          requireReassignmentReason,
          null);
    }

    /** The same that asks others. */
    public Approval asking(Approvers others) {
      return new Approval(
          others,
          allowReassignment,
          allowedReassignees,
          allowDelegation,
          requireApprovalReason,
          requireDenialReason,
          requireReassignmentReason,
          escalation);
    }
  }

  /** Access is given or taken back. */
  record Provision(ProvisionPolicy policy) implements PolicyStep {}

  /** Ends the approvals with a yes. */
  record Accept(String message) implements PolicyStep {}

  /** Ends the task with a no. */
  record Reject(String message) implements PolicyStep {}

  /**
   * Nothing happens until something is so, or some time has passed.
   *
   * @param timeout after so long the task is closed, where a condition does not hold by then; null
   *     for never
   * @param commentOnFirstWait what is said when it begins to wait; empty for nothing
   * @param commentOnTimeout what is said when it has waited in vain; empty for nothing
   */
  record Wait(
      String name,
      WaitUntil until,
      @Nullable Duration timeout,
      String commentOnFirstWait,
      String commentOnTimeout)
      implements PolicyStep {}

  /** Whoever made the request is asked for more. */
  record Form(dev.gatehouse.core.form.Form form) implements PolicyStep {}
}
