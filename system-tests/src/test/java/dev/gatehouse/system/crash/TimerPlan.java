package dev.gatehouse.system.crash;

import java.time.Duration;

/**
 * How much is tried in a run of timers.
 *
 * @param seed says which faults come and whom they hit
 * @param tasks each with {@link TimerCompany#TIMERS} timers, one after the other
 * @param people who ask for access
 * @param clients who ask at once
 * @param spread the time over which tasks are made
 * @param moments the time from one moment that many tasks wait for to the next
 * @param lead how long before such a moment a task that waits for it is made at least
 * @param shortest the least time of a timer that begins with its step, in seconds
 * @param pace the time from one fault to the next
 * @param freeze how long a frozen worker stands still
 */
record TimerPlan(
    Plan.Length length,
    long seed,
    int tasks,
    int people,
    int clients,
    Duration spread,
    Duration moments,
    Duration lead,
    int shortest,
    Duration pace,
    Duration freeze) {

  /** What {@code gatehouse.crash.run}, {@code .seed} and {@code .timers} say. */
  static TimerPlan of(RunProperties properties) {
    Plan.Length length = properties.length();
    long seed = properties.seed();
    return switch (length) {
      case SHORT ->
          new TimerPlan(
              length,
              seed,
              tasks(properties, 400),
              100,
              8,
              Duration.ofSeconds(10),
              Duration.ofSeconds(4),
              Duration.ofSeconds(6),
              1,
              Duration.ofSeconds(5),
              Duration.ofSeconds(8));
      case LONG ->
          new TimerPlan(
              length,
              seed,
              tasks(properties, 50_000),
              2_000,
              16,
              Duration.ofMinutes(7),
              Duration.ofSeconds(10),
              Duration.ofSeconds(15),
              4,
              Duration.ofSeconds(30),
              Duration.ofSeconds(12));
    };
  }

  private static int tasks(RunProperties properties, int timers) {
    long number = properties.number("timers", timers, 1);
    return (int) Math.ceilDiv(number, TimerCompany.TIMERS);
  }

  /** How many timers there are. */
  int timers() {
    return tasks * TimerCompany.TIMERS;
  }
}
