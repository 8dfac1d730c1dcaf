package dev.gatehouse.entitlement.importing;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an entitlement's grants.
 *
 * @param path where it stands, such as {@code apps[0].entitlements[2].grants[0]}
 * @param line what the file says
 */
record GrantDraft(String path, Draft entitlement, ObjectNode line) {
  static ApiException refused(String reason) {
    return new ApiException(Code.INVALID_ARGUMENT, reason);
  }
}
