package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.UserId;
import java.util.List;

/** A step as a policy defines it, before it is reached. */
public sealed interface PolicyStep {

  /** People are asked; the first answer decides. */
  record Approval(
      Approvers approvers,
      boolean allowReassignment,
      List<UserId> allowedReassignees,
      boolean allowDelegation,
      boolean requireApprovalReason,
      boolean requireDenialReason,
      boolean requireReassignmentReason)
      implements PolicyStep {
    public Approval {
      allowedReassignees = List.copyOf(allowedReassignees);
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
          requireReassignmentReason);
    }
  }

  /** Access is given or taken back. */
  record Provision(ProvisionPolicy policy) implements PolicyStep {}

  /** Ends the approvals with a yes. */
  record Accept(String message) implements PolicyStep {}

  /** Ends the task with a no. */
  record Reject(String message) implements PolicyStep {}
}
