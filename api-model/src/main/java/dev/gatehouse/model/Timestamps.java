package dev.gatehouse.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Timestamps as the API writes them: RFC 3339 in UTC, always with milliseconds. */
public final class Timestamps {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private Timestamps() {}

  /**
   * Reads a timestamp with any offset.
   *
   * @throws IllegalArgumentException if the text is not one, or is outside the years 1 to 9999
   */
  public static Instant parse(String text) {
    try {
      Instant instant =
          OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
      if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(expected(text), e);
    }
    throw new IllegalArgumentException(expected(text));
  }

  /** Writes a timestamp in UTC; what is finer than a millisecond is cut off. */
  public static String format(Instant instant) {
    return MILLIS.format(instant);
  }

  private static String expected(String text) {
    return "Expected a time such as \"2026-01-31T12:00:00Z\", but it was \"" + text + "\".";
  }
}
