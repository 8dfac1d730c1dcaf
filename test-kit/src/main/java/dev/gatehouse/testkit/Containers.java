package dev.gatehouse.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/** Servers in containers, where a Docker engine answers and has, or can get, the images. */
final class Containers {
  private static final String MONGODB_IMAGE = "mongo:8";
  private static final String KAFKA_IMAGE = "apache/kafka:4.1.0";

  private Containers() {}

  /** Its address is for a direct connection: the member's own name means nothing outside. */
  static Optional<String> mongodb() {
    return start(MONGODB_IMAGE, () -> new MongoDBContainer(MONGODB_IMAGE).withReplicaSet())
        .map(MongoDBContainer::getConnectionString)
        .map(uri -> uri + "/?directConnection=true");
  }

  static Optional<String> kafka() {
    return start(
            KAFKA_IMAGE,
            () ->
                new KafkaContainer(KAFKA_IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"))
        .map(KafkaContainer::getBootstrapServers);
  }

  private static <C extends GenericContainer<?>> Optional<C> start(
      String image, Supplier<C> container) {
    if (!engineMayBeThere()) {
      return Optional.empty();
    }
    try {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        TestServers.tell("no container of " + image + ": no Docker engine answers");
        return Optional.empty();
      }
      C started = container.get();
      started.start();
      return Optional.of(LocalServers.instance().closing(started));
    } catch (RuntimeException e) {
      TestServers.tell("no container of " + image + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Spares the long search of Testcontainers where there is nothing to find. */
  private static boolean engineMayBeThere() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
  }
}
