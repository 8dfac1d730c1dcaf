package dev.gatehouse.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a time is written, in the manner of Go: as Go's reference time, 3:04:05 in the afternoon of
 * Monday, 2 January 2006, would be.
 */
record GoLayout(String layout, DateTimeFormatter formatter) {
  /** The layouts that have names. */
  static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("RFC3339", "2006-01-02T15:04:05Z07:00"),
          Map.entry("RFC3339_NANO", "2006-01-02T15:04:05.999999999Z07:00"),
          Map.entry("ISO8601", "2006-01-02T15:04:05Z07:00"),
          Map.entry("RFC1123", "Mon, 02 Jan 2006 15:04:05 MST"),
          Map.entry("RFC822", "02 Jan 06 15:04 MST"),
          Map.entry("KITCHEN", "3:04PM"),
          Map.entry("DATETIME", "2006-01-02 15:04:05"),
          Map.entry("DATE", "2006-01-02"),
          Map.entry("TIME", "15:04:05"));

  /** What Java calls each part; a longer one stands before what it begins with. */
  private static final Map<String, String> PARTS = parts();

  private static final Pattern PART =
      Pattern.compile(
          String.join("|", PARTS.keySet().stream().map(Pattern::quote).toList())
              + "|[.,](?:0+|9+)(?!\\d)");

  static final GoLayout RFC3339 = of(Objects.requireNonNull(NAMED.get("RFC3339_NANO")));

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("Z07:00", "XXX");
    parts.put("-07:00", "xxx");
    parts.put("Z0700", "XX");
    parts.put("-0700", "xx");
    parts.put("-07", "x");
    parts.put("January", "MMMM");
    parts.put("Monday", "EEEE");
    parts.put("2006", "uuuu");
    parts.put("Jan", "MMM");
    parts.put("Mon", "EEE");
    parts.put("MST", "zzz");
    parts.put("01", "MM");
    parts.put("02", "dd");
    parts.put("03", "hh");
    parts.put("04", "mm");
    parts.put("05", "ss");
    parts.put("06", "uu");
    parts.put("15", "HH");
    parts.put("PM", "a");
    parts.put("1", "M");
    parts.put("2", "d");
    parts.put("3", "h");
    parts.put("4", "m");
    parts.put("5", "s");
    return parts;
  }

  static GoLayout of(String layout) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    Matcher part = PART.matcher(layout);
    int end = 0;
    while (part.find()) {
      builder.appendLiteral(layout.substring(end, part.start()));
      append(builder, part.group());
      end = part.end();
    }
    builder.appendLiteral(layout.substring(end));
    return new GoLayout(layout, builder.toFormatter(Locale.ENGLISH));
  }

  private static void append(DateTimeFormatterBuilder builder, String part) {
    String pattern = PARTS.get(part);
    int digits = part.length() - 1;
    if (pattern != null) {
      builder.appendPattern(pattern);
    } else if (part.endsWith("0")) {
      builder.appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true);
    } else {
      builder.appendFraction(ChronoField.NANO_OF_SECOND, 0, Math.min(digits, 9), true);
    }
  }

  String format(Instant time, ZoneId zone) {
    return formatter.format(time.atZone(zone));
  }

  /** The moment; what the layout leaves out is taken from midnight of 1 January 1970 in UTC. */
  Instant parse(String text) {
    try {
      TemporalAccessor parsed = formatter.parse(text);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneId zone = parsed.query(TemporalQueries.zone());
      return (date == null ? LocalDate.EPOCH : date)
          .atTime(time == null ? LocalTime.MIDNIGHT : time)
          .atZone(zone == null ? ZoneOffset.UTC : zone)
          .toInstant();
    } catch (DateTimeException e) {
      throw new Unanswerable(
          "Expected a time like \"" + layout + "\", but it was \"" + text + "\".");
    }
  }
}
