package dev.gatehouse.standalone;

import dev.gatehouse.schemas.TaskChange;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The events of one task as they arrive on Kafka, as any consumer of the topic sees them. */
final class TaskTimeline implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final KafkaConsumer<String, byte[]> consumer;
  private final AvroCodec codec;

  /** Reads from the end of the topic as it is now. */
  TaskTimeline(String bootstrapServers, String registryUrl) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    codec = new AvroCodec(new HttpSchemaRegistry(registryUrl));
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.TASK_EVENTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Tells each event of the task until one says that it is closed.
   *
   * @return whether it was closed within the limit
   */
  boolean follow(String taskId, Duration limit, Consumer<String> line) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
        if (taskId.equals(message.key())) {
          TaskEvent event = codec.decode(message.value(), TaskEvent.class);
          line.accept(described(event));
          if (event.getState().equals("TASK_STATE_CLOSED")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String described(TaskEvent event) {
    String changes =
        event.getChanges().stream().map(TaskChange::getKind).collect(Collectors.joining(", "));
    return "%s  version %d  %s"
        .formatted(TIME.format(event.getOccurredAt()), event.getVersion(), changes);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
