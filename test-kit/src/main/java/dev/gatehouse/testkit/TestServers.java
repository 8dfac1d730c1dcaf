package dev.gatehouse.testkit;

import dev.gatehouse.servers.RegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The servers that the tests of one JVM share, each started when it is first asked for and stopped
 * when the JVM ends. MongoDB and Kafka are taken from {@code GATEHOUSE_TEST_MONGODB} and {@code
 * GATEHOUSE_TEST_KAFKA} if these are set, else from containers where a Docker engine has or gets
 * the images, else from processes on this machine; one line of output says which. Tests keep apart
 * by {@linkplain #freshName fresh names} of databases and topics.
 */
public final class TestServers {
  private static final Shared<String> MONGODB = new Shared<>(TestServers::startMongodb);
  private static final Shared<String> KAFKA = new Shared<>(TestServers::startKafka);
  private static final Shared<RegistryServer> REGISTRY = new Shared<>(TestServers::startRegistry);
  private static final Shared<TestDirectory> DIRECTORY = new Shared<>(TestServers::startDirectory);

  private TestServers() {}

  /** The connection string of a MongoDB replica set. */
  public static String mongodbUri() {
    return MONGODB.get();
  }

  /** The bootstrap servers of a Kafka broker that makes no topics by itself. */
  public static String kafkaBootstrap() {
    return KAFKA.get();
  }

  /** A directory that the tests of this JVM share. */
  public static TestDirectory directory() {
    return DIRECTORY.get();
  }

  /** The address of a registry that holds every released schema. */
  public static String registryUrl() {
    return REGISTRY.get().url();
  }

  /** A name for a database or topic that no other test uses. */
  public static String freshName(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Makes a topic with a fresh name. */
  public static String freshTopic(String prefix, int partitions) {
    String topic = freshName(prefix);
    createTopic(topic, partitions);
    return topic;
  }

  /** Makes the topic and waits until it is there. */
  public static void createTopic(String topic, int partitions) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafkaBootstrap());
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected to create the topic " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * A folder for servers of a test's own, which are ended with this JVM: at its end by {@link
   * #closing}, or, if it was killed, by the next one, which ends every process that left its {@code
   * .pid} record there.
   */
  public static Path folder(String prefix) {
    Path folder = LocalServers.instance().folder(freshName(prefix));
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has a server of a test's own closed at the end of the JVM, if the test could not do it. */
  public static <T extends AutoCloseable> T closing(T server) {
    return LocalServers.instance().closing(server);
  }

  /** The folder with the jars of the Kafka broker. */
  public static Path brokerJars() {
    return LocalServers.brokerJars();
  }

  static void tell(String line) {
    System.out.println("[test servers] " + line);
  }

  private static String told(String line, String address) {
    tell(line + ": " + address);
    return address;
  }

  private static String startMongodb() {
    return Optional.ofNullable(System.getenv("GATEHOUSE_TEST_MONGODB"))
        .map(uri -> told("MongoDB of GATEHOUSE_TEST_MONGODB", uri))
        .or(() -> Containers.mongodb().map(uri -> told("MongoDB in a container", uri)))
        .orElseGet(
            () -> told("MongoDB as a local process", LocalServers.instance().mongod().uri()));
  }

  private static String startKafka() {
    return Optional.ofNullable(System.getenv("GATEHOUSE_TEST_KAFKA"))
        .map(servers -> told("Kafka of GATEHOUSE_TEST_KAFKA", servers))
        .or(() -> Containers.kafka().map(servers -> told("Kafka in a container", servers)))
        .orElseGet(
            () ->
                told(
                    "Kafka as a local process",
                    LocalServers.instance().broker().bootstrapServers()));
  }

  private static RegistryServer startRegistry() {
    return LocalServers.instance().closing(RegistryServer.start(0));
  }

  private static TestDirectory startDirectory() {
    return LocalServers.instance()
        .closing(TestDirectory.start(LocalServers.instance().folder("directory")));
  }
}
