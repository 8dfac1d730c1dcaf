package dev.gatehouse.runtime.topic;

import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the topics that are missing. How many partitions a topic has is fixed from then on, since
 * the order of a task's records hangs on it.
 */
public final class TopicsCreator {
  private static final Duration REPLIES = Duration.ofMinutes(10);
  private static final Duration DEAD_LETTERS = Duration.ofDays(30);
  private static final int DEAD_LETTER_PARTITIONS = 1;

  private final int partitions;

  public TopicsCreator(int partitions) {
    this.partitions = partitions;
  }

  /**
   * Makes them; those that are there stay as they are.
   *
   * @throws DependencyDownException if the broker does not answer
   */
  public void create(Admin admin) {
    CreateTopicsResult result = admin.createTopics(topics());
    for (KafkaFuture<Void> created : result.values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new DependencyDownException(
              "Expected the broker to make the topics, but it did not: " + e.getMessage(), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DependencyDownException("Expected to make topics, but was stopped.", e);
      }
    }
  }

  private List<NewTopic> topics() {
    return Stream.concat(
            Topics.ALL.stream().map(name -> topic(name, partitions).configs(settings(name))),
            Stream.of(Topics.TASK_COMMANDS, Topics.PROVISIONING_COMMANDS)
                .map(Topics::deadLetter)
                .map(name -> topic(name, DEAD_LETTER_PARTITIONS).configs(retention(DEAD_LETTERS))))
        .toList();
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }

  private static Map<String, String> settings(String topic) {
    return switch (topic) {
      // The proof of a client's command expires by the broker's own time.
      case Topics.TASK_COMMANDS ->
          Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
      case Topics.COMMAND_REPLIES -> retention(REPLIES);
      default -> Map.of();
    };
  }

  private static Map<String, String> retention(Duration time) {
    return Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
  }
}
