package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import java.util.List;

/** The kind of an approval step: who is asked. Any one of them suffices. */
public sealed interface Approvers {
  /** Whether the subject or the requester may approve, if they are among the approvers. */
  boolean allowSelfApproval();

  /** Whether whoever approved an earlier step is left out. */
  boolean requireDistinctApprovers();

  /** Who is asked where nobody is found. */
  Fallback fallback();

  /** The named people. */
  record Users(List<UserId> users, boolean allowSelfApproval, boolean requireDistinctApprovers)
      implements Approvers {
    public Users {
      users = List.copyOf(users);
    }

    @Override
    public Fallback fallback() {
      return Fallback.NONE;
    }
  }

  /** The managers of the subject. */
  record Manager(boolean allowSelfApproval, boolean requireDistinctApprovers, Fallback fallback)
      implements Approvers {}

  /** The owners of the app. */
  record AppOwners(boolean allowSelfApproval, boolean requireDistinctApprovers)
      implements Approvers {
    @Override
    public Fallback fallback() {
      return Fallback.NONE;
    }
  }

  /** The owners of the entitlement. */
  record EntitlementOwners(
      boolean allowSelfApproval, boolean requireDistinctApprovers, Fallback fallback)
      implements Approvers {}

  /** The person behind the target account. */
  record Self(boolean allowSelfApproval, Fallback fallback) implements Approvers {
    @Override
    public boolean requireDistinctApprovers() {
      return false;
    }
  }

  /** The people who hold an entitlement. */
  record Group(
      EntitlementRef group,
      boolean allowSelfApproval,
      boolean requireDistinctApprovers,
      Fallback fallback)
      implements Approvers {}

  /** The owners of the resource that the entitlement belongs to. */
  record ResourceOwners(
      boolean allowSelfApproval, boolean requireDistinctApprovers, Fallback fallback)
      implements Approvers {}

  /**
   * The people that an expression finds; where there are several, the first that finds anybody. The
   * step is left out where none does and there is no fallback.
   */
  record Expression(
      List<String> expressions,
      boolean allowSelfApproval,
      boolean requireDistinctApprovers,
      Fallback fallback)
      implements Approvers {
    public Expression {
      expressions = List.copyOf(expressions);
    }
  }

  /**
   * A machine that reads the request. No model stands behind it, so each step of this kind goes as
   * it says for an agent that fails.
   *
   * @param users who is asked then, where it says so
   * @param policyIds the policies that it may choose from
   */
  record Agent(
      AgentMode mode,
      AgentFailure failure,
      String instructions,
      List<PolicyId> policyIds,
      List<UserId> users,
      String agentUserId)
      implements Approvers {
    public Agent {
      policyIds = List.copyOf(policyIds);
      users = List.copyOf(users);
    }

    @Override
    public boolean allowSelfApproval() {
      return false;
    }

    @Override
    public boolean requireDistinctApprovers() {
      return false;
    }

    @Override
    public Fallback fallback() {
      return Fallback.NONE;
    }
  }

  /** What an agent may do with a request. */
  enum AgentMode {
    FULL_CONTROL,
    CHANGE_POLICY_ONLY,
    COMMENT_ONLY
  }

  /** What becomes of the step where the agent fails. */
  enum AgentFailure {
    REASSIGN_TO_USERS,
    REASSIGN_TO_SUPER_ADMINS,
    SKIP_POLICY_STEP
  }
}
