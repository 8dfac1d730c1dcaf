package dev.gatehouse.core.policy;

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
}
