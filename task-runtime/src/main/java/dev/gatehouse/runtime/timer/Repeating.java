package dev.gatehouse.runtime.timer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again, on a thread of its own; a failure is told and tried again. */
public final class Repeating implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Repeating.class);
  private static final long SHUTDOWN_SECONDS = 15;

  private final ScheduledExecutorService executor;

  private Repeating(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** Starts; between the end of one run and the next is {@code pause}. */
  public static Repeating every(Duration pause, String name, Runnable work) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    var _ =
        executor.scheduleWithFixedDelay(
            () -> run(name, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return new Repeating(executor);
  }

  private static void run(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("{} failed and will be tried again: {}", name, e.getMessage());
      log.debug("The failure.", e);
    }
  }

  /** Lets a run that is going on come to its end, within limits. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
