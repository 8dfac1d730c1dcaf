package dev.gatehouse.system.crash;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  }

  /** What the system properties {@code gatehouse.crash.*} say. */
  static Plan ofProperties() {
    return of(System::getProperty);
  }

  /**
   * What the properties say.
   *
   * @throws IllegalArgumentException with a sentence for whoever gave them
   */
  static Plan of(Function<String, @Nullable String> properties) {
    Length length = length(properties.apply("gatehouse.crash.run"));
    long seed = number(properties, "seed", System.nanoTime() % 1_000_000, Long.MIN_VALUE);
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
    int tasks = (int) number(properties, "tasks", plan.accesses(), 1);
    return new Plan(
        length,
        seed,
        plan.clients(),
        plan.people(),
        Math.max(1, tasks / plan.people()),
        plan.leavers(),
        plan.grantsOfALeaver(),
        plan.requestsForALeaver(),
        (int) number(properties, "faults", plan.faults(), 0),
        plan.pace(),
        minutes(number(properties, "minutes", plan.longest().toMinutes(), 1)),
        plan.oneJvm());
  }

  /** How much longer than promised something may take: a build may share its machine. */
  int slack() {
    return switch (length) {
      case SHORT -> 2;
      case LONG -> 1;
    };
  }

  /** How many accesses can be asked for. */
  int accesses() {
    return people * entitlements;
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Length length(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return Length.SHORT;
    }
    try {
      return Length.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected gatehouse.crash.run to be short or long, but it was \"%s\".".formatted(name),
          e);
    }
  }

  private static long number(
      Function<String, @Nullable String> properties, String name, long otherwise, long least) {
    String key = "gatehouse.crash." + name;
    String text = properties.apply(key);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words.
    }
    throw new IllegalArgumentException(
        "Expected %s to be a whole number%s, but it was \"%s\"."
            .formatted(key, least > Long.MIN_VALUE ? " from " + least + " on" : "", text));
  }
}
