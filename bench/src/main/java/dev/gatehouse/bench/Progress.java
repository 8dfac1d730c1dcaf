package dev.gatehouse.bench;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** What is going on now, one line at a time. */
final class Progress {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;
  private final Clock clock;

  Progress(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  void say(String line) {
    out.println(TIME.format(LocalTime.now(clock)) + " " + line);
    out.flush();
  }
}
