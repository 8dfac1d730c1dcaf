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
public final class BrokerProcess extends ChildServer {
  private static final String NAME = "the Kafka broker";
  private static final String BROKER = "kafka.Kafka";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private BrokerProcess(ChildProcess child, int port) {
    super(child, port);
  }

  /**
   * Where and how a broker runs.
   *
   * @param jars the folder that the module kafka-broker fills
   * @param directory holds its data, its configuration, its log and its process record
   * @param port for clients; 0 takes a free one
   * @param heapMegabytes under 256 it does not start
   * @param keepsClasses whether it keeps an archive of its classes, written when it ends, which
   *     makes later starts on the directory faster
   * @param advertisedPort where it tells clients to connect, such as that of a link in between; 0
   *     for its own port
   */
  public record Settings(
      Path jars,
      Path directory,
      int port,
      int heapMegabytes,
      boolean keepsClasses,
      int advertisedPort) {
    public Settings(Path jars, Path directory, int port) {
      this(jars, directory, port, 256, false);
    }

    public Settings(Path jars, Path directory, int port, int heapMegabytes, boolean keepsClasses) {
      this(jars, directory, port, heapMegabytes, keepsClasses, 0);
    }

    /** The same for a broker that is started on its directory again and again. */
    public Settings keepingClasses() {
      return new Settings(jars, directory, port, heapMegabytes, true, advertisedPort);
    }

    /** The same for a broker whose clients come over a link. */
    public Settings advertisedAt(int link) {
      return new Settings(jars, directory, port, heapMegabytes, keepsClasses, link);
    }
  }

  /** Starts the broker, formats its storage the first time, and waits until it answers. */
  public static BrokerProcess start(Settings settings) {
    expectJars(settings.jars());
    ServerHome home = ServerHome.open(NAME, settings.directory(), "broker");
    int port = home.claimPort(settings.port());
    try {
      writeConfiguration(home, port, settings.advertisedPort());
      format(home, settings);
    } catch (IOException e) {
      throw home.unusable(e);
    }
    ChildProcess child = home.start(command(settings, BROKER, properties(home).toString()));
    BrokerProcess broker = new BrokerProcess(child, port);
    child.awaitReady(START_LIMIT, broker::answers);
    return broker;
  }

  private static void expectJars(Path jars) {
    if (!Files.isDirectory(jars)) {
      throw new ServerException(
          "Expected the jars of the Kafka broker in %s, but there are none; `mvn package -pl kafka-broker` collects them."
              .formatted(jars));
    }
  }

  private static Path properties(ServerHome home) {
    return home.resolve("server.properties");
  }

  private static void writeConfiguration(ServerHome home, int port, int advertisedPort)
      throws IOException {
    Path data = home.resolve("data").toAbsolutePath();
    String text =
        BrokerConfiguration.of(
                port, advertisedPort == 0 ? port : advertisedPort, Ports.free(), data)
            .entrySet()
            .stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    AtomicFile.write(properties(home), text);
    try (InputStream logging = BrokerProcess.class.getResourceAsStream("broker-log4j2.xml")) {
      if (logging == null) {
        throw new IllegalStateException("broker-log4j2.xml is not in the jar");
      }
      Files.copy(logging, home.resolve("log4j2.xml"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void format(ServerHome home, Settings settings) throws IOException {
    Path data = home.resolve("data");
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
    try (ChildProcess formatter =
        home.start(
            "the formatter of the Kafka broker's storage",
            command(
                settings,
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "-t",
                cluster,
                "-c",
                properties(home).toString()))) {
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

  private static List<String> command(Settings settings, String main, String... arguments) {
    Path directory = settings.directory().toAbsolutePath();
    List<String> options = new ArrayList<>();
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--sun-misc-unsafe-memory-access=allow");
    options.add("-Dgatehouse.broker.log=" + directory.resolve("broker.log"));
    options.add("-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"));
    if (settings.keepsClasses() && main.equals(BROKER)) {
      // The JVM itself sees whether the file fits to its jars, and writes it anew if not.
      options.add("-XX:+AutoCreateSharedArchive");
      options.add("-XX:SharedArchiveFile=" + directory.resolve("classes.jsa"));
      // Else it tells about that, too.
      options.add("-Xlog:disable");
    }
    return new JavaCommand(
            settings.heapMegabytes(), settings.jars().resolve("*").toString(), options)
        .running(main, arguments);
  }

  private boolean answers() {
    if (!Ports.accepts(port())) {
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

  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }
}
