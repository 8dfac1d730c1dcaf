package dev.gatehouse.system.crash;

import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.RegistryServer;
import dev.gatehouse.testkit.FaultyLink;
import dev.gatehouse.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * MongoDB and a broker that can be killed and come back with their data, the links to them, and a
 * registry in our own process.
 */
final class Servers implements AutoCloseable {
  private final Database database;
  private final BrokerProcess.Settings brokerSettings;
  private final RegistryServer registry = RegistryServer.start(0);
  private final List<FaultyLink> links = new ArrayList<>();
  private final FaultyLink brokerLink;
  private volatile boolean closed;
  private volatile BrokerProcess broker;

  private Servers(Supplier<Database> database, BrokerProcess.Settings broker) {
    this.brokerLink = link(broker.port());
    this.brokerSettings = broker.advertisedAt(brokerLink.port());
    CompletableFuture<BrokerProcess> second =
        CompletableFuture.supplyAsync(() -> BrokerProcess.start(brokerSettings));
    this.database = database.get();
    this.broker = joined(second);
  }

  /**
   * Starts them in folders that are cleared away if we are killed.
   *
   * @param mongods how many members MongoDB has
   */
  static Servers start(int mongods) {
    return new Servers(
        () -> mongods == 1 ? new OneMongod() : new ReplicatedMongods(mongods),
        new BrokerProcess.Settings(
            TestServers.brokerJars(), TestServers.folder("crash-broker"), Ports.free()));
  }

  private static BrokerProcess joined(CompletableFuture<BrokerProcess> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException told ? told : e;
    }
  }

  private FaultyLink link(int port) {
    FaultyLink link = FaultyLink.to("127.0.0.1", port);
    links.add(link);
    return link;
  }

  /** One more link to MongoDB, for one client. */
  FaultyLink linkToMongod() {
    return link(database.port());
  }

  /** MongoDB as a client with a link of its own reaches it. */
  String uri(FaultyLink link) {
    return database.uriOver(link);
  }

  /** MongoDB as it is reached without any link. */
  String uri() {
    return database.uri();
  }

  /** The link that everybody comes to the broker by. */
  FaultyLink brokerLink() {
    return brokerLink;
  }

  String kafka() {
    return "127.0.0.1:" + brokerLink.port();
  }

  /** What the broker said. */
  Path brokerLog() {
    return brokerSettings.directory().resolve("broker.log");
  }

  String registryUrl() {
    return registry.url();
  }

  /**
   * Kills the mongod that takes writes, and waits until all is as before.
   *
   * @return how long nobody took writes
   */
  Duration restartMongod() {
    return database.restart();
  }

  /** Kills the broker and waits until another one serves its data. */
  void restartBroker() {
    synchronized (brokerSettings) {
      if (closed) {
        return;
      }
      broker.kill();
      broker = BrokerProcess.start(brokerSettings);
    }
  }

  @Override
  public void close() {
    closed = true;
    // Their data is of no use any more.
    synchronized (brokerSettings) {
      broker.kill();
    }
    database.close();
    registry.close();
    for (FaultyLink link : links) {
      try {
        link.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
