package dev.gatehouse.system.crash;

import java.time.Duration;
import java.util.Locale;

/**
 * How much is tried in a run.
 *
 * @param seed says what clients do, which faults come in which order, and whom they hit
 * @param clients who ask at once
 * @param people who ask for access
 * @param entitlements that each of them asks for
 * @param leavers people who are offboarded
 * @param grantsOfALeaver what each of those has
 * @param requestsForALeaver how often access is asked for each of those while they leave
 * @param faults how many of the faults of the schedule there are at most
 * @param pace the time from one fault to the next
 * @param longest no new fault comes after this time
 * @param oneJvm whether both workers are in one process
 */
record Plan(
    Length length,
    long seed,
    int clients,
    int people,
    int entitlements,
    int leavers,
    int grantsOfALeaver,
    int requestsForALeaver,
    int faults,
    Duration pace,
    Duration longest,
    boolean oneJvm) {

  /** How long a run is. */
  enum Length {
    /** In each build. */
    SHORT,
    /** With {@code -Pproof}. */
    LONG;

    String words() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** How much longer than promised something may take: a build may share its machine. */
    int slack() {
      return switch (this) {
        case SHORT -> 2;
        case LONG -> 1;
      };
    }
  }

  /**
   * What the properties say.
   *
   * @throws IllegalArgumentException with a sentence for whoever gave them
   */
  static Plan of(RunProperties properties) {
    Length length = properties.length();
    long seed = properties.seed();
    Plan plan =
        switch (length) {
          case SHORT ->
              new Plan(
                  length,
                  seed,
                  16,
                  60,
                  20,
                  3,
                  20,
                  8,
                  1000,
                  Duration.ofSeconds(2),
                  minutes(3),
                  true);
          case LONG ->
              new Plan(
                  length,
                  seed,
                  24,
                  400,
                  50,
                  20,
                  250,
                  10,
                  1000,
                  Duration.ofMillis(6500),
                  minutes(65),
                  false);
        };
    int tasks = (int) properties.number("tasks", plan.accesses(), 1);
    return new Plan(
        length,
        seed,
        plan.clients(),
        plan.people(),
        Math.max(1, tasks / plan.people()),
        plan.leavers(),
        plan.grantsOfALeaver(),
        plan.requestsForALeaver(),
        (int) properties.number("faults", plan.faults(), 0),
        plan.pace(),
        minutes(properties.number("minutes", plan.longest().toMinutes(), 1)),
        plan.oneJvm());
  }

  /** What the properties say of a run in which MongoDB's members take over from each other. */
  static Plan ofTakeOvers(RunProperties properties) {
    return new Plan(
        properties.length(),
        properties.seed(),
        16,
        200,
        20,
        0,
        0,
        0,
        (int) properties.number("takeovers", 20, 0),
        Duration.ofSeconds(28),
        minutes(30),
        true);
  }

  /** See {@link Length#slack}. */
  int slack() {
    return length.slack();
  }

  /** How many accesses can be asked for. */
  int accesses() {
    return people * entitlements;
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }
}
