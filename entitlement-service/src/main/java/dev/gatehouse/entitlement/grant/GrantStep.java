package dev.gatehouse.entitlement.grant;

import java.time.Instant;

/**
 * A line of a grant's history: an attempt that ended.
 *
 * @param epoch the epoch of its lease
 * @param done whether it did what it was for
 * @param state what the grant became
 */
record GrantStep(Attempt attempt, long epoch, boolean done, GrantState state, Instant at) {}
