package dev.gatehouse.system.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was done to the installation. */
final class Tally {
  private static final int TRIES = 3;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, Integer> reached = new TreeMap<>();
  private final Map<String, Integer> missed = new TreeMap<>();
  private final List<Duration> ends = new ArrayList<>();
  private final List<Boolean> movedWhileFrozen = new ArrayList<>();

  void count(String what) {
    count(what, 1);
  }

  synchronized void count(String what, int more) {
    counts.merge(what, more, Integer::sum);
  }

  /**
   * A process was to die at a point, and did or did not. Answers whether that is to be tried again,
   * since nobody has died there yet.
   */
  synchronized boolean point(String point, boolean died) {
    int times = reached.merge(point, died ? 1 : 0, Integer::sum);
    return times == 0 && missed.merge(point, 1, Integer::sum) < TRIES;
  }

  /** A process was ended in good order, and took so long. */
  synchronized void ended(Duration time) {
    ends.add(time);
  }

  /** A worker was frozen, and its partitions went to others or not. */
  synchronized void frozen(boolean moved) {
    movedWhileFrozen.add(moved);
  }

  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /** How often a process died at each point. */
  synchronized Map<String, Integer> reached() {
    return new TreeMap<>(reached);
  }

  synchronized List<Duration> ends() {
    return List.copyOf(ends);
  }

  synchronized List<Boolean> movedWhileFrozen() {
    return List.copyOf(movedWhileFrozen);
  }
}
