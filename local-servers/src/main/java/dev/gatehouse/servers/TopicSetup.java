package dev.gatehouse.servers;

import dev.gatehouse.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes Gatehouse's topics on a broker that lacks them. The number of partitions is fixed when a
 * topic is made: the order of a task's commands rests on it.
 */
public final class TopicSetup {
  private static final int PARTITIONS = 8;
  private static final Duration REPLIES = Duration.ofHours(1);
  private static final Duration RECORDS = Duration.ofDays(14);
  private static final Duration DEAD_LETTERS = Duration.ofDays(60);

  private TopicSetup() {}

  /** Makes what is missing; leaves what is there as it is. */
  public static void createMissing(String bootstrapServers) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(client)) {
      Set<String> there = admin.listTopics().names().get();
      Set<NewTopic> missing =
          Topics.ALL.stream()
              .flatMap(topic -> Stream.of(topic, Topics.deadLetter(topic)))
              .filter(topic -> !there.contains(topic))
              .map(TopicSetup::described)
              .collect(Collectors.toSet());
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new ServerException(
            "Expected to make the topics on %s, but %s.".formatted(bootstrapServers, e.getCause()),
            e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected to make the topics, but was interrupted.", e);
    }
  }

  private static NewTopic described(String name) {
    boolean deadLetter = !Topics.ALL.contains(name);
    Duration kept =
        deadLetter ? DEAD_LETTERS : name.equals(Topics.COMMAND_REPLIES) ? REPLIES : RECORDS;
    return new NewTopic(name, deadLetter ? 1 : PARTITIONS, (short) 1)
        .configs(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(kept.toMillis()),
                // The expiry of a command's proof is compared with the broker's own time.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                name.equals(Topics.TASK_COMMANDS) ? "LogAppendTime" : "CreateTime"));
  }
}
