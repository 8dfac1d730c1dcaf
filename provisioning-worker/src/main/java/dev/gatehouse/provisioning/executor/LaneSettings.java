package dev.gatehouse.provisioning.executor;

import java.time.Duration;

/**
 * How the attempts of one connector are carried out.
 *
 * @param calls how many at once
 * @param queue how many may wait in memory; more wait in the database
 * @param ratePerSecond how many are begun in a second at most
 * @param callTimeout how long one call may take
 * @param breakerWindow how many of the last calls the circuit breaker looks at
 * @param breakerPause how long an open breaker lets nothing through
 */
public record LaneSettings(
    int calls,
    int queue,
    int ratePerSecond,
    Duration callTimeout,
    int breakerWindow,
    Duration breakerPause) {}
