package dev.gatehouse.entitlement.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The service's own producer: idempotent, and every send is awaited. It connects at the first send,
 * since the broker may come up later. For one thread.
 */
final class EventProducer implements AutoCloseable {
  /** How long a send may take before it counts as failed. */
  static final Duration DELIVERY = Duration.ofSeconds(10);

  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final String bootstrap;
  private @Nullable Producer<String, byte[]> producer;

  EventProducer(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Sends in this order, stopping at the first that fails.
   *
   * @return how many at the beginning of the list the broker has taken
   */
  int send(List<ProducerRecord<String, byte[]>> records) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      Producer<String, byte[]> connected = connected();
      for (ProducerRecord<String, byte[]> record : records) {
        Future<RecordMetadata> sending = connected.send(record);
        sent.add(sending);
        if (sending.state() == Future.State.FAILED) {
          break; // Without a broker each further one would wait as long as this one did.
        }
      }
    } catch (KafkaException e) {
      return acknowledged(sent);
    }
    return acknowledged(sent);
  }

  private static int acknowledged(List<Future<RecordMetadata>> sent) throws InterruptedException {
    for (int i = 0; i < sent.size(); i++) {
      try {
        sent.get(i).get();
      } catch (ExecutionException e) {
        return i;
      }
    }
    return sent.size();
  }

  private Producer<String, byte[]> connected() {
    Producer<String, byte[]> known = producer;
    if (known != null) {
      return known;
    }
    Producer<String, byte[]> fresh =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                "entitlement-service-events",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) REQUEST.toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                DELIVERY.toMillis(),
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
    producer = fresh;
    return fresh;
  }

  @Override
  public void close() {
    Producer<String, byte[]> known = producer;
    if (known != null) {
      known.close(GOODBYE);
    }
    producer = null;
  }
}
