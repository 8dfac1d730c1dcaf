package dev.gatehouse.entitlement.grant;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to work on a grant.
 *
 * @param duration how long access that is given is to last; null for ever
 * @param leaseFor how long the attempt may take at most
 */
record Ask(Attempt attempt, Operation operation, @Nullable Duration duration, Duration leaseFor) {}
