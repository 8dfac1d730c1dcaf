package dev.gatehouse.bench.load;

import dev.gatehouse.schemas.Topics;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Hears from Kafka which tasks have closed, as any consumer of the events would. Of each event only
 * the fields that say so are read.
 */
final class ClosedTasks implements AutoCloseable {
  private static final int HEADER = 5;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Schema WANTED =
      SchemaBuilder.record("TaskEvent")
          .namespace("dev.gatehouse.schemas")
          .fields()
          .requiredString("state")
          .requiredString("outcome")
          .endRecord();

  private final KafkaConsumer<String, byte[]> consumer;
  private final dev.gatehouse.schemas.wire.SchemaRegistry registry;
  private final Consumer<Closed> then;
  private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** A task reached its end, with the outcome's name in the API. */
  record Closed(String task, String outcome) {}

  /** Begins to listen at the topic's end; {@code then} is called on the listener's own thread. */
  ClosedTasks(String kafka, String registryUrl, Consumer<Closed> then) {
    this.registry = new dev.gatehouse.schemas.wire.HttpSchemaRegistry(registryUrl);
    this.then = then;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                500,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.TASK_EVENTS).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    Thread.ofPlatform().name("closed-tasks").daemon().start(this::listen);
  }

  private void listen() {
    try {
      while (true) {
        consumer.poll(POLL).forEach(this::read);
      }
    } catch (WakeupException e) {
      // The end.
    } finally {
      consumer.close();
      ended.countDown();
    }
  }

  private void read(ConsumerRecord<String, byte[]> event) {
    byte[] value = event.value();
    int schema = ByteBuffer.wrap(value, 1, 4).getInt();
    try {
      GenericRecord record =
          readers
              .computeIfAbsent(schema, id -> new GenericDatumReader<>(registry.schema(id), WANTED))
              .read(
                  null,
                  DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
      if (record.get("state").toString().equals("TASK_STATE_CLOSED")) {
        then.accept(new Closed(event.key(), record.get("outcome").toString()));
      }
    } catch (IOException e) {
      throw new ServerException("Expected an event that can be read, but " + e + ".", e);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
