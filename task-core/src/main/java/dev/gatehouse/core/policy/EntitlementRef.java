package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;

/** An entitlement, named by its app and its own id. */
public record EntitlementRef(AppId appId, EntitlementId id) {}
