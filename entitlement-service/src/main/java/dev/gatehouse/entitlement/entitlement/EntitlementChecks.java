package dev.gatehouse.entitlement.entitlement;

import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import tools.jackson.databind.node.ObjectNode;

/** What can be told of an entitlement without looking anything up. */
public final class EntitlementChecks {
  private static final int MOST_OWNERS = 32;

  private EntitlementChecks() {}

  /**
   * Refuses an entitlement that cannot be.
   *
   * @throws ApiException INVALID_ARGUMENT
   */
  public static void check(ObjectNode fields) {
    if (fields.path("displayName").asString("").isBlank()) {
      throw refused("Expected displayName to be set, but it was blank.");
    }
    if (fields.path(Hidden.OWNERS).size() > MOST_OWNERS) {
      throw refused(
          "Expected at most "
              + MOST_OWNERS
              + " owners, but there were "
              + fields.path(Hidden.OWNERS).size()
              + ".");
    }
    String longest = fields.path("durationGrant").asString("");
    if (!longest.isEmpty() && !Durations.parse(longest).isPositive()) {
      throw refused("Expected durationGrant to be longer than 0s, but it was \"" + longest + "\".");
    }
    if (fields.hasNonNull("durationGrant") && fields.hasNonNull("durationUnset")) {
      throw refused("Expected at most one of durationGrant and durationUnset, but both were set.");
    }
    if (fields.path("emergencyGrantEnabled").asBoolean(false)
        && fields.path("emergencyGrantPolicyId").asString("").isEmpty()) {
      throw refused(
          "Expected emergencyGrantPolicyId to be set where emergencyGrantEnabled is, but it was"
              + " not.");
    }
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
