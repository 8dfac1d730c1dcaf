package dev.gatehouse.testkit;

import dev.gatehouse.servers.RegistryServer;
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
  private TestServers() {}

  /** The connection string of a MongoDB replica set. */
  public static String mongodbUri() {
    return Mongodb.URI;
  }

  /** The bootstrap servers of a Kafka broker that makes no topics by itself. */
  public static String kafkaBootstrap() {
    return Kafka.BOOTSTRAP;
  }

  /** A directory that the tests of this JVM share. */
  public static TestDirectory directory() {
    return Directory.SHARED;
  }

  /** The address of a registry that holds every released schema. */
  public static String registryUrl() {
    return Registry.SHARED.url();
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

  static void tell(String line) {
    System.out.println("[test servers] " + line);
  }

  private static String told(String line, String address) {
    tell(line + ": " + address);
    return address;
  }

  /** Loaded, and so started, on first use. */
  private static final class Mongodb {
    static final String URI =
        Optional.ofNullable(System.getenv("GATEHOUSE_TEST_MONGODB"))
            .map(uri -> told("MongoDB of GATEHOUSE_TEST_MONGODB", uri))
            .or(() -> Containers.mongodb().map(uri -> told("MongoDB in a container", uri)))
            .orElseGet(
                () -> told("MongoDB as a local process", LocalServers.instance().mongod().uri()));
  }

  /** Loaded, and so started, on first use. */
  private static final class Kafka {
    static final String BOOTSTRAP =
        Optional.ofNullable(System.getenv("GATEHOUSE_TEST_KAFKA"))
            .map(servers -> told("Kafka of GATEHOUSE_TEST_KAFKA", servers))
            .or(() -> Containers.kafka().map(servers -> told("Kafka in a container", servers)))
            .orElseGet(
                () ->
                    told(
                        "Kafka as a local process",
                        LocalServers.instance().broker().bootstrapServers()));
  }

  /** Loaded, and so started, on first use. */
  private static final class Registry {
    static final RegistryServer SHARED = LocalServers.instance().closing(RegistryServer.start(0));
  }

  /** Loaded, and so started, on first use. */
  private static final class Directory {
    static final TestDirectory SHARED =
        LocalServers.instance()
            .closing(TestDirectory.start(LocalServers.instance().folder("directory")));
  }
}
