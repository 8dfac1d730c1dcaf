package dev.gatehouse.system.grants;

import static org.assertj.core.api.Assertions.fail;

import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import dev.gatehouse.testkit.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning. */
final class EventReader {
  private final AvroCodec codec = new AvroCodec(new HttpSchemaRegistry(TestServers.registryUrl()));

  /** A record and what is in it. */
  record Read<T>(ConsumerRecord<String, byte[]> record, T value) {}

  /** All records of interest, as soon as they are as expected. */
  <T extends SpecificRecord> List<Read<T>> until(
      String topic, Class<T> type, Predicate<T> interest, Predicate<List<Read<T>>> expected) {
    List<Read<T>> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                TestServers.kafkaBootstrap(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "test-" + UUID.randomUUID(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      long end = System.nanoTime() + GrantBench.PATIENCE.toNanos();
      while (!expected.test(found)) {
        if (System.nanoTime() > end) {
          fail("Expected more of %s, but there are only %s", topic, found);
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          T value = codec.decode(record.value(), type);
          if (interest.test(value)) {
            found.add(new Read<>(record, value));
          }
        }
      }
    }
    return found;
  }
}
