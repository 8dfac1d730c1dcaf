package dev.gatehouse.bench.load;

import dev.gatehouse.model.Json;
import java.nio.charset.StandardCharsets;

/**
 * Something that a person can ask for, and who has to approve.
 *
 * @param requester the person's token
 * @param approver the token of whoever approves
 */
public record Access(
    String appId,
    String entitlementId,
    String userId,
    String appUserId,
    String requester,
    String approver) {

  /** The body of the request for it. */
  byte[] request() {
    return Json.object()
        .put("appId", appId)
        .put("appEntitlementId", entitlementId)
        .put("description", "For the work on project 17")
        .put("grantDuration", "604800s")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The body of the approval of a step. */
  static byte[] approval(String step) {
    return Json.object()
        .put("policyStepId", step)
        .put("comment", "Fine with me")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
