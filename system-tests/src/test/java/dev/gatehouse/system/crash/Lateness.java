package dev.gatehouse.system.crash;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How late things happened. */
record Lateness(int count, Duration half, Duration nearlyAll, Duration longest) {

  static Lateness of(Collection<Duration> each) {
    List<Duration> sorted = each.stream().sorted().toList();
    return new Lateness(
        sorted.size(),
        at(sorted, 0.5),
        at(sorted, 0.99),
        sorted.isEmpty() ? Duration.ZERO : sorted.getLast());
  }

  /** The shortest time that so much of all took no longer than. */
  private static Duration at(List<Duration> sorted, double share) {
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  /** The cells of a row under {@link #titles}. */
  List<String> row(String name) {
    return List.of(name, "" + count, seconds(half), seconds(nearlyAll), seconds(longest));
  }

  static List<String> titles(String what) {
    return List.of(what, "timers", "half, s", "99 %, s", "longest, s");
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0);
  }
}
