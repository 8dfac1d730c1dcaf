package dev.gatehouse.system.crash;

import dev.gatehouse.bench.install.ServiceJvm;
import dev.gatehouse.servers.ServerException;
import dev.gatehouse.testkit.FaultyLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A process of the installation that is started again whenever it ends, as a supervisor would. It
 * can be killed, at any moment or at the next time that it comes to a named point; frozen; ended in
 * good order; or held down.
 */
final class Place implements AutoCloseable {
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;
  private static final Duration POINT_LIMIT = Duration.ofSeconds(40);
  private static final Duration END_LIMIT = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(50);

  private final String name;
  private final int port;
  private final FaultyLink mongod;
  private final Start start;
  private final Tally tally;
  private final Deque<String> points = new ConcurrentLinkedDeque<>();
  private volatile @Nullable ServiceJvm running;
  private volatile @Nullable ServerException trouble;
  private volatile String armed = "";
  private volatile boolean wanted;
  private volatile boolean frozen;
  private volatile @Nullable Thread keeper;

  /** Starts the process. */
  @FunctionalInterface
  interface Start {
    /**
     * Starts it.
     *
     * @param point where it is to die; empty for nowhere
     */
    ServiceJvm with(String point);
  }

  Place(String name, int port, FaultyLink mongod, Start start, Tally tally) {
    this.name = name;
    this.port = port;
    this.mongod = mongod;
    this.start = start;
    this.tally = tally;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** The id of its process; 0 where it has none yet. */
  long pid() {
    ServiceJvm jvm = running;
    return jvm == null ? 0 : jvm.pid();
  }

  /** Its own link to MongoDB. */
  FaultyLink mongod() {
    return mongod;
  }

  /** Each of its next starts is to die at the next of these points. */
  void dieAt(String point) {
    points.add(point);
  }

  /** Starts it, and again whenever it ends. */
  void begin() {
    wanted = true;
    keeper = Thread.ofVirtual().name("keeper-" + name).start(this::keep);
  }

  private void keep() {
    while (wanted) {
      String next = points.poll();
      armed = next == null ? "" : next;
      try {
        ServiceJvm jvm = start.with(armed);
        running = jvm;
        trouble = null;
        ended(jvm, exit(jvm, !armed.isEmpty()));
      } catch (ServerException e) {
        trouble = e;
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  private static int exit(ServiceJvm jvm, boolean limited) {
    try {
      return limited
          ? jvm.onExit().get(POINT_LIMIT.toMillis(), TimeUnit.MILLISECONDS).exitValue()
          : jvm.onExit().join().exitValue();
    } catch (TimeoutException e) {
      jvm.kill();
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ended(ServiceJvm jvm, int code) {
    if (!armed.isEmpty()) {
      boolean died = code == KILLED;
      if (tally.point(armed.replaceFirst(":.*", ""), died)) {
        points.add(armed);
      }
      Progress.tell(died ? name + " died at " + armed : name + " did not come to " + armed);
    } else if (code != KILLED && code != TERMINATED) {
      tally.count("ended by itself");
      Progress.tell("%s ended by itself with code %d (pid %d)".formatted(name, code, jvm.pid()));
      LockSupport.parkNanos(AGAIN.toNanos());
    }
    armed = "";
    frozen = false;
  }

  /**
   * Waits until it serves for the first time.
   *
   * @throws ServerException with what it said, if it ended instead
   */
  void awaitFirst() {
    ServiceJvm first = running;
    while (first == null) {
      trouble()
          .ifPresent(
              e -> {
                throw e;
              });
      LockSupport.parkNanos(POLL.toNanos());
      first = running;
    }
    first.awaitReady();
  }

  /** Why it cannot be started, such as a port that somebody else has; empty where it can. */
  Optional<ServerException> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Whether it serves, and nobody has plans for it. */
  boolean isFree() {
    return !isArmed() && !frozen && isReady();
  }

  boolean isArmed() {
    return !armed.isEmpty() || !points.isEmpty();
  }

  boolean isFrozen() {
    return frozen;
  }

  boolean isReady() {
    ServiceJvm jvm = running;
    return jvm != null && jvm.isAlive() && !frozen && jvm.isReady();
  }

  void kill() {
    ServiceJvm jvm = running;
    if (jvm != null) {
      jvm.kill();
    }
  }

  /** Stops it in the middle of whatever it does. */
  void freeze() {
    frozen = true;
    signal("STOP");
  }

  /** Lets it go on as if nothing had happened. */
  void thaw() {
    signal("CONT");
    frozen = false;
  }

  private void signal(String signal) {
    ServiceJvm jvm = running;
    if (jvm == null) {
      return;
    }
    try {
      // The shell has it built in; there may be no program of this name.
      int code =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + jvm.pid())
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0 && jvm.isAlive()) {
        throw new ServerException(
            "Expected to send %s to %s, but kill ended with code %d."
                .formatted(signal, name, code));
      }
    } catch (IOException e) {
      throw new ServerException("Expected a shell in /bin/sh, but " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it in good order; answers how long that took. */
  Duration roll() {
    ServiceJvm jvm = running;
    long begin = System.nanoTime();
    if (jvm != null) {
      signal("TERM");
      try {
        jvm.onExit().get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        jvm.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Ends it in good order and keeps it down until {@link #begin}. */
  void hold() {
    wanted = false;
    points.clear();
    untilGone(this::roll);
  }

  /** It may have been about to start. */
  private void untilGone(Runnable end) {
    Thread thread = keeper;
    try {
      do {
        end.run();
      } while (thread != null && !thread.join(AGAIN.dividedBy(5)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    wanted = false;
    points.clear();
    untilGone(this::kill);
  }
}
