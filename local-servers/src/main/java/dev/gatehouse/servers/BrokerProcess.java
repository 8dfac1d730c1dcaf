package dev.gatehouse.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka broker of one node (KRaft) as a child process. Its data outlives it, so a broker started
 * again on the same directory still has every message.
 */
public final class BrokerProcess implements ServerProcess {
  private static final String NAME = "the Kafka broker";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final ChildProcess child;
  private final int port;

  private BrokerProcess(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Where and how a broker runs.
   *
   * @param jars the folder that the module kafka-broker fills
   * @param directory holds its data, its configuration, its log and its process record
   * @param port for clients; 0 takes a free one
   * @param heapMegabytes under 256 it does not start
   */
  public record Settings(Path jars, Path directory, int port, int heapMegabytes) {
    public Settings(Path jars, Path directory, int port) {
      this(jars, directory, port, 256);
    }
  }

  /** Starts the broker, formats its storage the first time, and waits until it answers. */
  public static BrokerProcess start(Settings settings) {
    Path directory = settings.directory();
    expectJars(settings.jars());
    try {
      Files.createDirectories(directory);
      ChildProcess.stopLeftover(directory.resolve("broker.pid"));
      int port = settings.port() == 0 ? Ports.free() : settings.port();
      Ports.expectFree(port, NAME);
      writeConfiguration(directory, port);
      format(settings);
      ChildProcess child =
          ChildProcess.start(
              NAME,
              directory.resolve("broker.pid"),
              directory.resolve("broker.out"),
              command(settings, "kafka.Kafka", List.of(properties(directory).toString())));
      BrokerProcess broker = new BrokerProcess(child, port);
      child.awaitReady(START_LIMIT, broker::answers);
      return broker;
    } catch (IOException e) {
      throw new ServerException(
          "Expected to use %s as the directory of the Kafka broker, but %s."
              .formatted(directory, e),
          e);
    }
  }

  private static void expectJars(Path jars) {
    if (!Files.isDirectory(jars)) {
      throw new ServerException(
          "Expected the jars of the Kafka broker in %s, but there are none; `mvn package -pl kafka-broker` collects them."
              .formatted(jars));
    }
  }

  private static Path properties(Path directory) {
    return directory.resolve("server.properties");
  }

  private static void writeConfiguration(Path directory, int port) throws IOException {
    Path data = directory.resolve("data").toAbsolutePath();
    String text =
        BrokerConfiguration.of(port, Ports.free(), data).entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    AtomicFile.write(properties(directory), text);
    try (InputStream logging = BrokerProcess.class.getResourceAsStream("broker-log4j2.xml")) {
      if (logging == null) {
        throw new IllegalStateException("broker-log4j2.xml is not in the jar");
      }
      Files.copy(logging, directory.resolve("log4j2.xml"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void format(Settings settings) throws IOException {
    Path data = settings.directory().resolve("data");
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    if (holdsTopics(data)) {
      throw new ServerException(
          "Expected %s to be the data of a Kafka broker, but its meta.properties is missing: restore it, or start afresh without this directory."
              .formatted(data));
    }
    UUID id = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    // A leading dash would be taken for an option.
    String cluster =
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('-', 'A');
    List<String> arguments =
        List.of(
            "format",
            "--ignore-formatted",
            "-t",
            cluster,
            "-c",
            properties(settings.directory()).toString());
    try (ChildProcess formatter =
        ChildProcess.start(
            "the formatter of the Kafka broker's storage",
            settings.directory().resolve("broker.pid"),
            settings.directory().resolve("broker.out"),
            command(settings, "kafka.tools.StorageTool", arguments))) {
      formatter.awaitReady(
          START_LIMIT, () -> Files.exists(data.resolve("meta.properties")) && !formatter.isAlive());
    }
  }

  private static boolean holdsTopics(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(data)) {
      return entries.anyMatch(Files::isDirectory);
    }
  }

  private static List<String> command(Settings settings, String main, List<String> arguments) {
    Path directory = settings.directory().toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            JavaCommand.of(
                settings.heapMegabytes(),
                settings.jars().resolve("*").toString(),
                List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dgatehouse.broker.log=" + directory.resolve("broker.log"),
                    "-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"))));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  private boolean answers() {
    if (!Ports.accepts(port)) {
      return false;
    }
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
    try (Admin admin = Admin.create(client)) {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public int port() {
    return port;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public boolean isAlive() {
    return child.isAlive();
  }

  @Override
  public long pid() {
    return child.pid();
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return child.onExit();
  }

  @Override
  public void kill() {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }
}
