package dev.gatehouse.standalone;

import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.DirectoryProcess;
import dev.gatehouse.servers.MongodLocator;
import dev.gatehouse.servers.MongodProcess;
import dev.gatehouse.servers.RegistryServer;
import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Broker, MongoDB, registry and directory: the first three for the services, the last to try on.
 */
final class BackingServers implements AutoCloseable {
  private final DataDirectory data;
  private final Secrets secrets;
  private final Clock clock;
  private final Console console;
  private final Consumer<String> giveUp;
  private final List<Supervisor<?>> supervisors = new ArrayList<>();
  private final RegistryServer registry;
  private final CompletableFuture<String> mongodbUri;
  private final CompletableFuture<String> kafka;
  private final CompletableFuture<Directory> directory;

  /** How to reach the sample directory. */
  record Directory(String url, Path passwordFile) {
    /** That of the installation that runs, or last ran, with these ports. */
    static Directory of(PortBook ports, Secrets secrets) {
      return new Directory(
          "ldap://127.0.0.1:" + ports.lastPort("directory"), secrets.directoryPasswordFile());
    }
  }

  /**
   * Begins to start all of them at once; the getters wait.
   *
   * @param giveUp hears the sentence with which a server is given up later on
   */
  BackingServers(
      DataDirectory data,
      Secrets secrets,
      PortBook ports,
      Clock clock,
      Console console,
      Consumer<String> giveUp) {
    this.data = data;
    this.secrets = secrets;
    this.clock = clock;
    this.console = console;
    this.giveUp = giveUp;
    int kafkaPort = ports.portOf("kafka", 9092);
    int directoryPort = ports.portOf("directory", 10389);
    int mongodPort = ports.portOf("mongodb", 27017);
    registry = RegistryServer.start(ports.portOf("registry", 8081));
    ports.save();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    kafka = later(() -> startBroker(kafkaPort), threads);
    mongodbUri = later(() -> givenMongodb().orElseGet(() -> startMongod(mongodPort)), threads);
    directory = later(() -> startDirectory(directoryPort), threads);
    threads.shutdown();
  }

  private static <T> CompletableFuture<T> later(Supplier<T> start, ExecutorService threads) {
    return CompletableFuture.supplyAsync(start, threads);
  }

  private Optional<String> givenMongodb() {
    Optional<String> uri = Optional.ofNullable(System.getenv("GATEHOUSE_MONGODB_URI"));
    uri.ifPresent(
        given -> {
          MongodbCheck.expectReplicaSet(given);
          console.progress("MongoDB: using the one of GATEHOUSE_MONGODB_URI");
        });
    return uri;
  }

  private String startMongod(int port) {
    Path executable = new MongodLocator(console::progress, "set GATEHOUSE_MONGODB_URI").locate();
    return supervise(
            "MongoDB",
            at ->
                MongodProcess.start(
                    new MongodProcess.Settings(executable, data.resolve("mongod"), at)),
            port)
        .uri();
  }

  private String startBroker(int port) {
    Path jars = Path.of(System.getProperty("gatehouse.broker.lib", "kafka-broker/target/lib"));
    return supervise(
            "The Kafka broker",
            at ->
                BrokerProcess.start(
                    new BrokerProcess.Settings(jars, data.resolve("broker"), at).keepingClasses()),
            port)
        .bootstrapServers();
  }

  private Directory startDirectory(int port) {
    Path passwordFile = secrets.directoryPasswordFile();
    String url =
        supervise(
                "The LDAP directory",
                at ->
                    DirectoryProcess.start(
                        new DirectoryProcess.Settings(
                            data.resolve("directory"),
                            at,
                            Resources.text("directory.ldif"),
                            "dc=example,dc=com",
                            "cn=admin,dc=example,dc=com",
                            passwordFile)),
                port)
            .url();
    return new Directory(url, passwordFile);
  }

  private <P extends dev.gatehouse.servers.ServerProcess> P supervise(
      String name, java.util.function.IntFunction<P> starter, int port) {
    Supervisor<P> supervisor = new Supervisor<>(name, starter, clock, console::progress, giveUp);
    synchronized (supervisors) {
      supervisors.add(supervisor);
    }
    P server = supervisor.start(port);
    console.progress(name + " runs on port " + server.port());
    return server;
  }

  /** Waits until all of them serve; the first that cannot ends the waiting. */
  void await() {
    await(List.of(kafka, mongodbUri, directory));
  }

  static void await(List<CompletableFuture<?>> servers) {
    CompletableFuture<Object> failure = new CompletableFuture<>();
    CompletableFuture<?>[] ends =
        servers.stream()
            .map(each -> each.handle((_, e) -> e != null && failure.completeExceptionally(e)))
            .toArray(CompletableFuture[]::new);
    get(CompletableFuture.anyOf(failure, CompletableFuture.allOf(ends)));
  }

  String mongodbUri() {
    return get(mongodbUri);
  }

  String kafka() {
    return get(kafka);
  }

  String registryUrl() {
    return registry.url();
  }

  Directory directory() {
    return get(directory);
  }

  private static <T> T get(CompletableFuture<T> server) {
    try {
      return server.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ServerException sentence) {
        throw sentence;
      }
      throw e;
    }
  }

  /** From now on children may end: the terminal's Ctrl-C reaches them as it reaches us. */
  void expectEnd() {
    all().forEach(Supervisor::expectEnd);
  }

  private List<Supervisor<?>> all() {
    synchronized (supervisors) {
      return List.copyOf(supervisors);
    }
  }

  @Override
  public void close() {
    expectEnd();
    CompletableFuture<Void> started = CompletableFuture.allOf(kafka, mongodbUri, directory);
    if (!started.isDone()) {
      // Those that are still on their way need not arrive first.
      ChildProcess.stopLeftovers(data.root());
    }
    started.handle((_, _) -> true).join();
    all().parallelStream().forEach(Supervisor::close);
    registry.close();
  }
}
