package dev.gatehouse.provisioning.executor;

import java.time.Duration;

/**
 * How long things may take around one try.
 *
 * @param worker the name of this worker, for people
 * @param claim how long a claim and a lease last; in that time everything of one try has to be over
 * @param callTimeout how long one call of a target may take
 * @param unpublishedFor an end that is not published for so long is published by the sweeper
 */
public record RunSettings(
    String worker, Duration claim, Duration callTimeout, Duration unpublishedFor) {}
