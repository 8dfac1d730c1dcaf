package dev.gatehouse.system.crash;

import dev.gatehouse.servers.MongodLocator;
import dev.gatehouse.servers.MongodProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.testkit.FaultyLink;
import dev.gatehouse.testkit.TestServers;
import java.time.Duration;

/** A mongod that stands alone, so that it is away until it is back. */
final class OneMongod implements Database {
  private final MongodProcess.Settings settings = settings("crash-mongod");
  private MongodProcess mongod = MongodProcess.start(settings);
  private boolean closed;

  /** A mongod in a folder that is cleared away if we are killed. */
  static MongodProcess.Settings settings(String name) {
    return new MongodProcess.Settings(
        new MongodLocator(Progress::tell).locate(), TestServers.folder(name), Ports.free());
  }

  @Override
  public int port() {
    return settings.port();
  }

  @Override
  public String uri() {
    return uri(port());
  }

  @Override
  public String uriOver(FaultyLink link) {
    return uri(link.port());
  }

  private static String uri(int port) {
    return "mongodb://127.0.0.1:%d/?directConnection=true".formatted(port);
  }

  @Override
  public synchronized Duration restart() {
    if (closed) {
      return Duration.ZERO;
    }
    long begin = System.nanoTime();
    mongod.kill();
    mongod = MongodProcess.start(settings);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public synchronized void close() {
    closed = true;
    // Its data is of no use any more.
    mongod.kill();
  }
}
