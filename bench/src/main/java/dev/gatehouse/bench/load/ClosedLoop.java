package dev.gatehouse.bench.load;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A fixed number of lifecycles at once: when one is over, the next begins. */
public final class ClosedLoop implements Load {
  /** After a failure the next one waits, so that a refusing service is not flooded. */
  private static final Duration BREATH = Duration.ofMillis(20);

  private final Lifecycles lifecycles;
  private final int concurrency;
  private final ScheduledExecutorService pauses =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile boolean stopped;

  public ClosedLoop(Lifecycles lifecycles, int concurrency) {
    this.lifecycles = lifecycles;
    this.concurrency = concurrency;
  }

  @Override
  public void start() {
    var _ = pauses.scheduleAtFixedRate(lifecycles::giveUpLost, 1, 1, TimeUnit.SECONDS);
    for (int i = 0; i < concurrency; i++) {
      begin();
    }
  }

  private void begin() {
    if (!stopped) {
      lifecycles.begin(this::next);
    }
  }

  private void next(boolean granted) {
    if (granted) {
      begin();
    } else if (!stopped) {
      var _ = pauses.schedule(this::begin, BREATH.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    Load.awaitNoneOpen(lifecycles);
    pauses.shutdownNow();
  }
}
