package dev.gatehouse.entitlement.grant;

/** Where a grant stands. Everything but {@link #REVOKED} counts as access that may be there. */
enum GrantState {
  /** Somebody is giving the access, or was and did not say what came of it. */
  GRANTING,
  GRANTED,
  /** Somebody is taking the access back, or was and did not say what came of it. */
  REVOKING,
  REVOKED;

  boolean live() {
    return this != REVOKED;
  }
}
