package dev.gatehouse.bench.raw;

import dev.gatehouse.bench.raw.Recipe.Sent;
import dev.gatehouse.servers.ServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Batches of records that every replica acknowledges. */
final class RawRecords implements AutoCloseable {
  private static final int KEY = 27;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Padding padding;
  private final String prefix;

  /**
   * To topics of their own.
   *
   * @param prefix of the topics' names
   */
  RawRecords(String kafka, Padding padding, String prefix) {
    this.padding = padding;
    this.prefix = prefix;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends the same record for this many lifecycles, and waits until all are acknowledged. */
  void send(Sent record, int count) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = Math.max(1, record.bytes() - KEY);
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  prefix + record.topic(), padding.bytes(KEY), padding.bytes(length))));
    }
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new ServerException("Expected the broker to take raw records, but " + e + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected raw records to be sent, but was interrupted.", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
