package dev.gatehouse.system.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What clients asked for, and what they were told. */
final class Ledger {
  private final List<Line> lines = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();

  /** What a client was told in the end. */
  enum Told {
    ACCEPTED,
    REFUSED,
    /** Nothing, however often it asked. */
    NOTHING
  }

  /**
   * One thing that a client asked for.
   *
   * @param begin when it was first sent, in nanoseconds of one clock for all
   * @param end when the answer came
   * @param tries how often it was sent
   * @param sentence what was said with a refusal
   */
  record Line(
      String kind,
      String task,
      String command,
      long begin,
      long end,
      int tries,
      Told told,
      String sentence) {}

  void begun() {
    open.incrementAndGet();
  }

  /** It is sent once more. */
  void repeated() {
    repeats.incrementAndGet();
  }

  void ended(Line line) {
    open.decrementAndGet();
    if (line.told() == Told.ACCEPTED) {
      accepted.incrementAndGet();
    }
    synchronized (lines) {
      lines.add(line);
    }
  }

  List<Line> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** How many wait for an answer now. */
  int open() {
    return open.get();
  }

  long accepted() {
    return accepted.get();
  }

  /** How often something was sent again. */
  long repeats() {
    return repeats.get();
  }
}
