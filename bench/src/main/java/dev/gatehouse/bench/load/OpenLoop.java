package dev.gatehouse.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of lifecycles a second, whatever becomes of the earlier ones. Times count from
 * when each should have begun, so a stall of the service or of this generator is not hidden.
 */
public final class OpenLoop implements Load {
  private final Lifecycles lifecycles;
  private final double perSecond;
  private final Thread thread = Thread.ofPlatform().name("open-loop").daemon().unstarted(this::run);
  private volatile boolean stopped;

  public OpenLoop(Lifecycles lifecycles, double perSecond) {
    this.lifecycles = lifecycles;
    this.perSecond = perSecond;
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    long start = System.nanoTime();
    double between = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (long i = 0; !stopped; i++) {
      long intended = start + (long) (i * between);
      for (long wait = intended - System.nanoTime();
          wait > 0 && !stopped;
          wait = intended - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      if (!stopped) {
        lifecycles.begin(intended, _ -> {});
      }
    }
  }

  @Override
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    Load.awaitNoneOpen(lifecycles);
  }
}
