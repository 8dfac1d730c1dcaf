package dev.gatehouse.system.crash;

import dev.gatehouse.bench.install.JvmOptions;
import dev.gatehouse.bench.install.ServiceJvm;
import dev.gatehouse.bench.install.ServiceSettings;
import dev.gatehouse.bench.install.ServicesJvm;
import dev.gatehouse.runtime.topic.TopicsCreator;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.ServerException;
import dev.gatehouse.testkit.FaultyLink;
import dev.gatehouse.testkit.TestServers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** An installation of Gatehouse of real processes: the services, a broker and a mongod. */
final class Site implements AutoCloseable {
  static final int PARTITIONS = 8;

  private static final int HEAP_MEGABYTES = 384;
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Setup setup;
  private final Servers servers;
  private final Target target;
  private final Path folder;
  private final ServiceSettings settings;
  private final JvmOptions options;
  private final List<Place> workers = new ArrayList<>();
  private final Place gateway;
  private final Place catalog;
  private final Tally tally;
  private final Admin admin;
  private final AtomicBoolean closed = new AtomicBoolean();
  private Optional<Path> archive = Optional.empty();

  private Site(Setup setup, Servers servers, Target target, Tally tally) {
    this.setup = setup;
    this.servers = servers;
    this.target = target;
    this.tally = tally;
    this.folder = TestServers.folder("crash-services");
    this.options = options();
    int catalogPort = Ports.free();
    this.settings =
        new ServiceSettings(
            servers.uri(),
            servers.kafka(),
            servers.registryUrl(),
            "http://127.0.0.1:" + catalogPort,
            ServiceSettings.newKeys(),
            folder.resolve("issuer.jwk"));
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka()));
    this.catalog = place("catalog", catalogPort, "entitlement-service");
    this.gateway = place("gateway", Ports.free(), "task-api");
    setup
        .workers()
        .forEach(
            each ->
                workers.add(
                    place(each.name(), Ports.free(), each.services().toArray(String[]::new))));
  }

  private static JvmOptions options() {
    Path ours = Path.of("target").toAbsolutePath();
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            // What only the tests need; an archive of classes takes none from folders.
            .filter(entry -> !entry.isEmpty())
            .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(ours))
            .collect(Collectors.joining(File.pathSeparator));
    return new JvmOptions(
        TestServers.brokerJars(),
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms128m"),
        classPath);
  }

  /** Starts the servers, and makes everything ready for the services. */
  static Site start(Setup setup, Tally tally) {
    Servers servers = TestServers.closing(Servers.start(setup.mongods()));
    Target target = new Target();
    Site site = new Site(setup, servers, target, tally);
    try {
      Files.writeString(site.passwordFile(), Target.PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new TopicsCreator(PARTITIONS).create(site.admin);
    site.archive = Archive.of(site.options, HEAP_MEGABYTES, site.settings.arguments(), site.folder);
    return TestServers.closing(site);
  }

  private Place place(String name, int port, String... services) {
    FaultyLink link = servers.linkToMongod();
    return new Place(
        name, port, link, point -> begin(name, port, link, point, List.of(services)), tally);
  }

  private ServiceJvm begin(
      String name, int port, FaultyLink link, String point, List<String> services) {
    Ports.expectFree(port, name);
    List<String> jvm = new ArrayList<>();
    archive.ifPresent(file -> jvm.add("-XX:AOTCache=" + file));
    if (!point.isEmpty()) {
      jvm.add("-Dgatehouse.crash.at=" + point);
    }
    List<String> command =
        new ArrayList<>(options.command(HEAP_MEGABYTES, jvm, ServicesJvm.class.getName()));
    command.add(
        services.stream()
            .map(each -> each + "=" + (each.equals(services.getFirst()) ? port : 0))
            .collect(Collectors.joining(",")));
    command.addAll(settings.withMongodb(servers.uri(link)).arguments());
    command.addAll(ownSettings(name));
    return ServiceJvm.start(name, folder, port, command);
  }

  /** Shorter times than those of an installation, so that a run sees them end. */
  private List<String> ownSettings(String name) {
    String consumer = "--spring.cloud.stream.kafka.binder.consumer-properties.";
    return List.of(
        "--gatehouse.instance-id=" + name,
        consumer + "session.timeout.ms=6000",
        consumer + "heartbeat.interval.ms=1500",
        "--logging.level.org.apache.kafka.clients.consumer.internals=info",
        "--gatehouse.commands.reply-timeout=5s",
        "--gatehouse.provisioning.call-timeout=3s",
        "--gatehouse.provisioning.claim=9s",
        "--gatehouse.provisioning.longest-pause=4s",
        "--gatehouse.provisioning.breaker-pause=2s",
        "--gatehouse.provisioning.most-failures=1000",
        "--gatehouse.provisioning.secret-folders=" + folder);
  }

  Path passwordFile() {
    return folder.resolve("directory-password");
  }

  /** Starts every service and waits until they serve. */
  void open() {
    places().forEach(Place::begin);
    places().forEach(Place::awaitFirst);
  }

  /** Waits until all of these serve. */
  void awaitReady(List<Place> some) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    for (Place place : some) {
      while (!place.isReady()) {
        if (place.trouble().isPresent()) {
          throw place.trouble().get();
        }
        if (System.nanoTime() > end) {
          throw new ServerException(
              "Expected %s to be ready within %d s, but it is not; see the logs in %s."
                  .formatted(place.name(), START_LIMIT.toSeconds(), folder));
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  List<Place> places() {
    List<Place> all = new ArrayList<>(workers);
    all.add(catalog);
    all.add(gateway);
    return all;
  }

  List<Place> workers() {
    return workers;
  }

  Place gateway() {
    return gateway;
  }

  Place catalog() {
    return catalog;
  }

  /** Where what a run came to is kept. */
  Path results() {
    return setup.folder();
  }

  Servers servers() {
    return servers;
  }

  Target target() {
    return target;
  }

  ServiceSettings settings() {
    return settings;
  }

  Admin admin() {
    return admin;
  }

  String url() {
    return "http://127.0.0.1:" + gateway.port();
  }

  /** What the services said is kept for whoever wants to know why. */
  private void keepLogs() {
    Path logs = setup.folder().resolve("logs");
    try {
      Files.createDirectories(logs);
      try (Stream<Path> files = Files.list(folder)) {
        Stream<Path> all = Stream.concat(files, Stream.of(servers.brokerLog()));
        for (Path log : all.filter(each -> each.toString().endsWith(".log")).toList()) {
          Files.copy(log, logs.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      Progress.tell("could not keep the logs: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    places().parallelStream().forEach(Place::close);
    keepLogs();
    admin.close(Duration.ofSeconds(1));
    servers.close();
    target.close();
  }
}
