package dev.gatehouse.system.crash;

import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.MongodLocator;
import dev.gatehouse.servers.MongodProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.RegistryServer;
import dev.gatehouse.testkit.FaultyLink;
import dev.gatehouse.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A mongod and a broker that can be killed and come back with their data, the links to them, and a
 * registry in our own process.
 */
final class Servers implements AutoCloseable {
  private final MongodProcess.Settings mongodSettings;
  private final BrokerProcess.Settings brokerSettings;
  private final RegistryServer registry = RegistryServer.start(0);
  private final List<FaultyLink> links = new ArrayList<>();
  private final FaultyLink brokerLink;
  private volatile boolean closed;
  private volatile MongodProcess mongod;
  private volatile BrokerProcess broker;

  private Servers(MongodProcess.Settings mongod, BrokerProcess.Settings broker) {
    this.mongodSettings = mongod;
    this.brokerLink = link(broker.port());
    this.brokerSettings = broker.advertisedAt(brokerLink.port());
    CompletableFuture<BrokerProcess> second =
        CompletableFuture.supplyAsync(() -> BrokerProcess.start(brokerSettings));
    this.mongod = MongodProcess.start(mongodSettings);
    this.broker = joined(second);
  }

  /** Starts them in folders that are cleared away if we are killed. */
  static Servers start() {
    return new Servers(
        new MongodProcess.Settings(
            new MongodLocator(Progress::tell).locate(),
            TestServers.folder("crash-mongod"),
            Ports.free()),
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
    return link(mongodSettings.port());
  }

  /** MongoDB as it is reached over a link. */
  static String uri(FaultyLink link) {
    return uri(link.port());
  }

  /** MongoDB as it is reached without any link. */
  String uri() {
    return uri(mongodSettings.port());
  }

  private static String uri(int port) {
    return "mongodb://127.0.0.1:%d/?directConnection=true".formatted(port);
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

  /** Kills mongod and waits until another one serves its data. */
  void restartMongod() {
    synchronized (mongodSettings) {
      if (closed) {
        return;
      }
      mongod.kill();
      mongod = MongodProcess.start(mongodSettings);
    }
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
    synchronized (mongodSettings) {
      mongod.kill();
    }
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
