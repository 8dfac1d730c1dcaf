package dev.gatehouse.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the API writes them: seconds with a suffix, such as {@code 3600s} or {@code 1.5s}.
 */
public final class Durations {
  private static final Pattern SECONDS = Pattern.compile("(-?)(\\d{1,12})(?:\\.(\\d{1,9}))?s");

  /** The longest duration that the wire can carry: about 10,000 years. */
  private static final long MOST_SECONDS = 315_576_000_000L;

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if the text is not one
   */
  public static Duration parse(String text) {
    Matcher matcher = SECONDS.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(2)) > MOST_SECONDS) {
      throw new IllegalArgumentException(
          "Expected a duration such as \"3600s\", but it was \"" + text + "\".");
    }
    String fraction = matcher.group(3);
    long nanos = fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
    Duration duration = Duration.ofSeconds(Long.parseLong(matcher.group(2)), nanos);
    return matcher.group(1).isEmpty() ? duration : duration.negated();
  }

  /** Writes a duration with no more digits than it needs. */
  public static String format(Duration duration) {
    Duration size = duration.abs();
    String sign = duration.isNegative() ? "-" : "";
    if (size.toNanosPart() == 0) {
      return sign + size.toSeconds() + "s";
    }
    String fraction = String.format("%09d", size.toNanosPart()).replaceAll("0+$", "");
    return sign + size.toSeconds() + "." + fraction + "s";
  }
}
