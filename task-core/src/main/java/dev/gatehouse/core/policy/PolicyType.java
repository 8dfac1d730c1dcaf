package dev.gatehouse.core.policy;

/** What a policy decides about; {@code key} names its baseline steps. */
public enum PolicyType {
  GRANT("grant"),
  REVOKE("revoke"),
  CERTIFY("certify"),
  ACCESS_REQUEST("access_request"),
  PROVISION("provision");

  private final String key;

  PolicyType(String key) {
    this.key = key;
  }

  /** The key of {@code policySteps} under which the baseline steps stand. */
  public String key() {
    return key;
  }
}
