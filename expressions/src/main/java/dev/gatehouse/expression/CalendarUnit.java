package dev.gatehouse.expression;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/** A unit of the calendar, and where it begins and ends around some moment. */
enum CalendarUnit {
  SECOND,
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH,
  QUARTER,
  YEAR;

  static CalendarUnit of(String name) {
    return Arrays.stream(values())
        .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Unanswerable(
                    "Expected second, minute, hour, day, week, month, quarter or year, but it was"
                        + " \""
                        + name
                        + "\"."));
  }

  Instant start(Instant moment, ZoneId zone) {
    return begin(moment.atZone(zone)).toInstant();
  }

  /** The last moment before the next one begins. */
  Instant end(Instant moment, ZoneId zone) {
    ZonedDateTime begin = begin(moment.atZone(zone));
    return next(begin).toInstant().minusNanos(1);
  }

  private ZonedDateTime begin(ZonedDateTime at) {
    ZonedDateTime day = at.truncatedTo(ChronoUnit.DAYS);
    return switch (this) {
      case SECOND -> at.truncatedTo(ChronoUnit.SECONDS);
      case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
      case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private ZonedDateTime next(ZonedDateTime begin) {
    return switch (this) {
      case SECOND -> begin.plusSeconds(1);
      case MINUTE -> begin.plusMinutes(1);
      case HOUR -> begin.plusHours(1);
      case DAY -> begin.plusDays(1);
      case WEEK -> begin.plusWeeks(1);
      case MONTH -> begin.plusMonths(1);
      case QUARTER -> begin.plusMonths(3);
      case YEAR -> begin.plusYears(1);
    };
  }
}
