package dev.gatehouse.runtime.topic;

import dev.gatehouse.runtime.DependencyDownException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The id that the broker gave a topic. A topic that was deleted and made again has another one, and
 * its offsets begin again. So the id is asked for anew where an offset does not follow the one
 * before it: at a repeat, and where the partition was somebody else's meanwhile.
 */
public final class TopicIds {
  private final UnaryOperator<String> ask;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<TopicPartition, Long> last = new HashMap<>();

  public TopicIds(Admin admin) {
    this(topic -> ask(admin, topic));
  }

  TopicIds(UnaryOperator<String> ask) {
    this.ask = ask;
  }

  /** The id of a topic of which a record was just read. */
  public synchronized String idOf(String topic, int partition, long offset) {
    Long seen = last.put(new TopicPartition(topic, partition), offset);
    if (seen == null || offset != seen + 1) {
      ids.remove(topic);
    }
    return ids.computeIfAbsent(topic, ask);
  }

  private static String ask(Admin admin, String topic) {
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
