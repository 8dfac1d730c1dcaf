package dev.gatehouse.standalone;

import dev.gatehouse.servers.ServerException;
import dev.gatehouse.servers.ServerProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a server process alive: one that died is started again on the same port, at most three
 * times in a minute. After that it gives up and says so once.
 *
 * @param <P> the server
 */
final class Supervisor<P extends ServerProcess> implements AutoCloseable {
  private static final int MOST_TRIES = 3;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final String name;
  private final IntFunction<P> starter;
  private final Clock clock;
  private final Consumer<String> report;
  private final Consumer<String> giveUp;
  private final Deque<Instant> tries = new ArrayDeque<>();
  private @Nullable P current;
  private volatile boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param name such as "The Kafka broker"
   * @param starter starts the server on a port
   * @param report hears each restart
   * @param giveUp hears the one sentence when there is no point in another try
   */
  Supervisor(
      String name,
      IntFunction<P> starter,
      Clock clock,
      Consumer<String> report,
      Consumer<String> giveUp) {
    this.name = name;
    this.starter = starter;
    this.clock = clock;
    this.report = report;
    this.giveUp = giveUp;
  }

  /** Starts the server for the first time; what goes wrong then is the caller's. */
  synchronized P start(int port) {
    P server = starter.apply(port);
    watch(server);
    return server;
  }

  private void watch(P server) {
    current = server;
    Thread.ofVirtual()
        .name("watch " + name)
        .start(
            () -> {
              server.onExit().join();
              restart(server.port());
            });
  }

  private void restart(int port) {
    String lastError = "it ended again and again";
    while (mayTry()) {
      report.accept(name + " died and is started again.");
      try {
        synchronized (this) {
          if (!closed) {
            watch(starter.apply(port));
            report.accept(name + " is back.");
          }
          return;
        }
      } catch (ServerException e) {
        lastError = String.valueOf(e.getMessage());
      }
    }
    if (!closed) {
      giveUp.accept(
          "Expected %s to run, but three new starts in a minute did not help: %s"
              .formatted(name.toLowerCase(java.util.Locale.ROOT), lastError));
    }
  }

  private synchronized boolean mayTry() {
    Instant now = clock.instant();
    while (!tries.isEmpty() && tries.peek().isBefore(now.minus(WINDOW))) {
      tries.remove();
    }
    if (closed || tries.size() >= MOST_TRIES) {
      return false;
    }
    tries.add(now);
    return true;
  }

  /** From now on its end is wanted; children that share our terminal may end before we ask them. */
  void expectEnd() {
    closed = true;
  }

  @Override
  public void close() {
    P server;
    synchronized (this) {
      closed = true;
      server = current;
    }
    if (server != null) {
      server.close();
    }
  }
}
