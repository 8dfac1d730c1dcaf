package dev.gatehouse.entitlement.grant;

/** What a lease is taken for. */
enum Operation {
  GIVE,
  REVOKE;

  /** The state while the operation is under way. */
  GrantState during() {
    return switch (this) {
      case GIVE -> GrantState.GRANTING;
      case REVOKE -> GrantState.REVOKING;
    };
  }

  /** The state once the operation is known to be done. */
  GrantState done() {
    return switch (this) {
      case GIVE -> GrantState.GRANTED;
      case REVOKE -> GrantState.REVOKED;
    };
  }

  /** The state once the operation is known to have changed nothing. */
  GrantState undone() {
    return switch (this) {
      case GIVE -> GrantState.REVOKED;
      case REVOKE -> GrantState.GRANTED;
    };
  }
}
