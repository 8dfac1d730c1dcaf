package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A mongod as a child process: a replica set of one node, which is what transactions and majority
 * writes need, or a member of a larger one, see {@link Mongods}. Its data outlives it.
 */
public final class MongodProcess extends ChildServer {
  private static final String NAME = "mongod";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final ChildProcess child;

  private MongodProcess(ChildProcess child, int port) {
    super(child, port);
    this.child = child;
  }

  /**
   * Where and how mongod runs.
   *
   * @param executable from {@link MongodLocator}
   * @param directory holds its data, its log and its process record
   * @param port 0 takes a free one
   * @param cacheGigabytes memory for its cache
   */
  public record Settings(Path executable, Path directory, int port, double cacheGigabytes) {
    public Settings(Path executable, Path directory, int port) {
      this(executable, directory, port, 0.25);
    }
  }

  /** Starts mongod, makes the replica set the first time, and waits until it takes writes. */
  public static MongodProcess start(Settings settings) {
    MongodProcess mongod = begin(settings);
    try (ReplicaSetOfOne replicaSet = new ReplicaSetOfOne(mongod.port())) {
      mongod.child.awaitReady(START_LIMIT, replicaSet::takesWrites);
    }
    return mongod;
  }

  /** Starts a mongod that is, or is to become, one of several members of a replica set. */
  static MongodProcess startMember(Settings settings) {
    MongodProcess mongod = begin(settings);
    mongod.child.awaitReady(START_LIMIT, () -> Ports.accepts(mongod.port()));
    return mongod;
  }

  private static MongodProcess begin(Settings settings) {
    ServerHome home = ServerHome.open(NAME, settings.directory(), "mongod");
    try {
      Files.createDirectories(home.resolve("data"));
    } catch (IOException e) {
      throw home.unusable(e);
    }
    int port = home.claimPort(settings.port());
    return new MongodProcess(home.start(command(settings, port)), port);
  }

  private static List<String> command(Settings settings, int port) {
    return List.of(
        settings.executable().toString(),
        "--dbpath",
        settings.directory().resolve("data").toAbsolutePath().toString(),
        "--port",
        Integer.toString(port),
        "--bind_ip",
        "127.0.0.1",
        "--nounixsocket",
        "--replSet",
        ReplicaSetOfOne.NAME,
        "--oplogSize",
        "256",
        "--wiredTigerCacheSizeGB",
        String.format(Locale.ROOT, "%.2f", settings.cacheGigabytes()),
        "--setParameter",
        "diagnosticDataCollectionEnabled=false");
  }

  /** The connection string for clients. */
  public String uri() {
    return "mongodb://127.0.0.1:%d/?replicaSet=%s".formatted(port(), ReplicaSetOfOne.NAME);
  }
}
