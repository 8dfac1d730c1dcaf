package dev.gatehouse.bench.load;

import dev.gatehouse.servers.ServerException;
import java.time.Duration;

/** Something that keeps lifecycles going. */
public interface Load {
  /** Begins, on threads of its own. */
  void start();

  /** Begins no more, and waits until all that have begun are over. */
  void stop();

  /** Waits until nothing is on its way; what is lost is given up after its time. */
  static void awaitNoneOpen(Lifecycles lifecycles) {
    while (lifecycles.open() > 0) {
      pause(Duration.ofMillis(20));
      lifecycles.giveUpLost();
    }
  }

  /** Lets time pass. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected the load to run to its end, but was interrupted.", e);
    }
  }
}
