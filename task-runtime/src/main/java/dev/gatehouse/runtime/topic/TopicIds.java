package dev.gatehouse.runtime.topic;

import dev.gatehouse.runtime.DependencyDownException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The id that the broker gave a topic. A topic that was deleted and made again has another one, and
 * its offsets begin again; that shows as an offset that was seen before, and then the id is asked
 * for anew.
 */
public final class TopicIds {
  private final Admin admin;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<TopicPartition, Long> highest = new HashMap<>();

  public TopicIds(Admin admin) {
    this.admin = admin;
  }

  /** The id of a topic of which a record was just read. */
  public synchronized String idOf(String topic, int partition, long offset) {
    Long seen = highest.put(new TopicPartition(topic, partition), offset);
    if (seen == null || offset <= seen) {
      ids.remove(topic);
    }
    return ids.computeIfAbsent(topic, this::ask);
  }

  private String ask(String topic) {
    try {
      Map<String, TopicDescription> known =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      return Objects.requireNonNull(known.get(topic), "the broker describes what it knows")
          .topicId()
          .toString();
    } catch (ExecutionException e) {
      throw new DependencyDownException(
          "Expected the broker to know the topic " + topic + ", but it did not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyDownException("Expected to ask for a topic, but was stopped.", e);
    }
  }
}
