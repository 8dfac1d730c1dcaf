package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.facts.Ending;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to work on a grant.
 *
 * @param duration how long access that is given is to last; null for ever
 * @param ending which reasons for the access end, where it is taken back; null for all
 * @param leaseFor how long the attempt may take at most
 */
record Ask(
    Attempt attempt,
    Operation operation,
    @Nullable Duration duration,
    @Nullable Ending ending,
    Duration leaseFor) {}
