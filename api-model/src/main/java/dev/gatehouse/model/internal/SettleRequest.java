package dev.gatehouse.model.internal;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;

/**
 * Ends a lease: {@code POST /internal/leases/settle}. A repeat is answered as the first time.
 *
 * @param done true if the target now is as wanted, false if it is as before
 */
public record SettleRequest(
    TaskId taskId,
    StepId stepId,
    int attempt,
    long epoch,
    EntitlementRef entitlement,
    AppUserId appUserId,
    boolean done) {}
