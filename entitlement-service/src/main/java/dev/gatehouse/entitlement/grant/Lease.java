package dev.gatehouse.entitlement.grant;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to change the target, for one attempt and for a while.
 *
 * @param epoch the epoch that the grant had when the lease was taken
 * @param until when others may take it over
 * @param duration how long the access is to last once given; null for ever
 */
record Lease(
    Attempt holder, long epoch, Operation operation, Instant until, @Nullable Duration duration) {
  boolean liveAt(Instant now) {
    return now.isBefore(until);
  }
}
