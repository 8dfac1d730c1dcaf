package dev.gatehouse.expression;

import static dev.gatehouse.expression.Parameter.DURATION;
import static dev.gatehouse.expression.Parameter.NUMBER;
import static dev.gatehouse.expression.Parameter.TEXT;
import static dev.gatehouse.expression.Parameter.TIME;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Times: {@code now()} and {@code time}. Without a zone they are in UTC. */
final class TimeFunctions {
  private static final ZoneId UTC = ZoneId.of("UTC");

  static final List<Function> ALL =
      List.of(
          Function.of("now", TIME, (evaluation, _) -> evaluation.scope().now()),
          Function.of("time.parse", TIME, (_, a) -> GoLayout.RFC3339.parse(text(a, 0)), TEXT),
          Function.of(
              "time.parse", TIME, (_, a) -> GoLayout.of(text(a, 1)).parse(text(a, 0)), TEXT, TEXT),
          Function.of(
              "time.format",
              TEXT,
              (_, a) -> GoLayout.of(text(a, 1)).format(time(a), UTC),
              TIME,
              TEXT),
          Function.of(
              "time.format",
              TEXT,
              (_, a) -> GoLayout.of(text(a, 1)).format(time(a), zone(text(a, 2))),
              TIME,
              TEXT,
              TEXT),
          Function.of("time.unix", TIME, (_, a) -> Instant.ofEpochSecond((long) a[0]), NUMBER),
          Function.of("time.unix", NUMBER, (_, a) -> time(a).getEpochSecond(), TIME),
          Function.of("time.unix_ms", TIME, (_, a) -> Instant.ofEpochMilli((long) a[0]), NUMBER),
          Function.of("time.unix_ms", NUMBER, (_, a) -> time(a).toEpochMilli(), TIME),
          Function.of("time.start_of", TIME, (_, a) -> start(a, UTC), TIME, TEXT),
          Function.of(
              "time.start_of", TIME, (_, a) -> start(a, zone(text(a, 2))), TIME, TEXT, TEXT),
          Function.of("time.end_of", TIME, (_, a) -> end(a, UTC), TIME, TEXT),
          Function.of("time.end_of", TIME, (_, a) -> end(a, zone(text(a, 2))), TIME, TEXT, TEXT),
          Function.of("time.truncate", TIME, (_, a) -> start(a, UTC), TIME, TEXT),
          Function.of(
              "time.truncate", TIME, (_, a) -> start(a, zone(text(a, 2))), TIME, TEXT, TEXT),
          Function.of("time.truncate", TIME, TimeFunctions::truncate, TIME, DURATION));

  private TimeFunctions() {}

  private static Instant start(Object[] arguments, ZoneId zone) {
    return CalendarUnit.of(text(arguments, 1)).start(time(arguments), zone);
  }

  private static Instant end(Object[] arguments, ZoneId zone) {
    return CalendarUnit.of(text(arguments, 1)).end(time(arguments), zone);
  }

  /** Down to a whole number of durations since 1970. */
  private static Object truncate(Evaluation evaluation, Object[] arguments) {
    long step = ((Duration) arguments[1]).toMillis();
    if (step <= 0) {
      throw new Unanswerable("Expected a duration of a millisecond at least, but it was shorter.");
    }
    return Instant.ofEpochMilli(Math.floorDiv(time(arguments).toEpochMilli(), step) * step);
  }

  private static String text(Object[] arguments, int index) {
    return (String) arguments[index];
  }

  private static Instant time(Object[] arguments) {
    return (Instant) arguments[0];
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new Unanswerable(
          "Expected a time zone such as \"Europe/Berlin\", but it was \"" + name + "\".");
    }
  }
}
