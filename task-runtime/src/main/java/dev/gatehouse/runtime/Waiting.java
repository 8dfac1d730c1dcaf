package dev.gatehouse.runtime;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How time is waited for and measured: really, or as a simulation wants it. */
public interface Waiting {

  /** On the machine's own clock, which never jumps, by the thread that waits. */
  Waiting REAL =
      new Waiting() {
        @Override
        public void pause(Duration time) {
          try {
            Thread.sleep(time);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DependencyDownException(
                "Expected to go on waiting, but the worker is stopping.", e);
          }
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public double chance() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /** Returns after that time. */
  void pause(Duration time);

  /** A time that only ever grows; only differences mean something. */
  long nanos();

  /** From 0 to 1, anew each time, so that those who wait together do not come back together. */
  double chance();
}
