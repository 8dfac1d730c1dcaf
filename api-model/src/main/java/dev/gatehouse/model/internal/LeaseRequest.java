package dev.gatehouse.model.internal;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the right to change one access in its target: {@code POST /internal/leases}. Asked again
 * by the same step it is given again, so that a worker can go on where another one died.
 *
 * @param give true to give the access, false to take it back
 * @param duration how long the access lasts once given; null for ever
 * @param ending which reasons for the access end, where it is taken back; null for all
 * @param leaseFor how long the right is wanted
 */
public record LeaseRequest(
    TaskId taskId,
    StepId stepId,
    int attempt,
    boolean give,
    EntitlementRef entitlement,
    AppUserId appUserId,
    @Nullable UserId identity,
    ConnectorId connectorId,
    @Nullable Duration duration,
    @Nullable Ending ending,
    Duration leaseFor) {}
