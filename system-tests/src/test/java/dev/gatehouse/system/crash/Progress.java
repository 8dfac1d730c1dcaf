package dev.gatehouse.system.crash;

import java.time.Duration;

/** Tells how a run goes on, line by line. */
final class Progress {
  private static final long BEGIN = System.nanoTime();

  private Progress() {}

  static void tell(String line) {
    Duration since = Duration.ofNanos(System.nanoTime() - BEGIN);
    System.out.printf("[crash %02d:%02d] %s%n", since.toMinutes(), since.toSecondsPart(), line);
  }
}
