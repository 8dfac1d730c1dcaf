package dev.gatehouse.runtime.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends through a producer of its own, since those of the stream binder do not say when a record is
 * there. It gives up after {@link #DELIVERY_TIMEOUT}, so that a sweeper may believe after twice
 * that time that nobody is still sending.
 */
public final class KafkaRecordSender implements RecordSender, AutoCloseable {
  /** After this time a record is either there or will not be. */
  public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

  /** So long after a send that waited in vain no other waits as long again. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final int LARGEST_REQUEST = 1024 * 1024;

  private final Producer<byte[], byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final Map<String, Long> missing = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Silence> silence = new AtomicReference<>();

  /** A send has waited in vain for the broker, up to this time. */
  private record Silence(long since, SendFailedException failure) {}

  public KafkaRecordSender(String bootstrapServers, String clientId, MeterRegistry meters) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                DELIVERY_TIMEOUT.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) DELIVERY_TIMEOUT.toMillis() / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY_TIMEOUT.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(meters);
  }

  @Override
  public CompletableFuture<Void> send(OutboundRecord record) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    ProducerRecord<byte[], byte[]> kafka =
        new ProducerRecord<>(record.topic(), record.key(), record.value());
    record.headers().forEach((name, value) -> kafka.headers().add(name, value));
    if (missing(record.topic())) {
      return CompletableFuture.failedFuture(
          new SendFailedException(
              "Expected the topic %s, but the broker has none.".formatted(record.topic()),
              true,
              new UnknownTopicOrPartitionException(record.topic())));
    }
    Silence lately = silence.get();
    if (lately != null && System.nanoTime() - lately.since() < SILENCE.toNanos()) {
      return CompletableFuture.failedFuture(lately.failure());
    }
    long began = System.nanoTime();
    try {
      var _ =
          producer.send(
              kafka,
              (metadata, failure) -> {
                if (failure == null) {
                  sent.complete(null);
                } else {
                  sent.completeExceptionally(failed(record, failure));
                }
              });
    } catch (RuntimeException e) {
      sent.completeExceptionally(failed(record, e));
    }
    if (System.nanoTime() - began > DELIVERY_TIMEOUT.dividedBy(2).toNanos()
        && sent.isCompletedExceptionally()
        && sent.exceptionNow() instanceof SendFailedException failure
        && !failure.permanent()) {
      silence.set(new Silence(System.nanoTime(), failure));
    }
    return sent;
  }

  private SendFailedException failed(OutboundRecord record, Exception cause) {
    boolean gone = isGone(cause) || isGone(cause.getCause());
    if (gone) {
      missing.put(record.topic(), System.nanoTime());
    }
    boolean permanent =
        gone
            || cause instanceof RecordTooLargeException
            || cause instanceof InvalidTopicException
            || cause instanceof AuthorizationException;
    return new SendFailedException(
        "Expected the broker to take a record for %s, but it did not: %s"
            .formatted(record.topic(), cause.getMessage()),
        permanent,
        cause);
  }

  private static boolean isGone(@Nullable Throwable cause) {
    return cause instanceof UnknownTopicOrPartitionException;
  }

  /** A topic that is gone is waited for once in a while, and not for each record anew. */
  private boolean missing(String topic) {
    Long found = missing.get(topic);
    if (found == null) {
      return false;
    }
    boolean lately = System.nanoTime() - found < DELIVERY_TIMEOUT.toNanos();
    if (!lately) {
      missing.remove(topic);
    }
    return lately;
  }

  @Override
  public void close() {
    metrics.close();
    producer.close(DELIVERY_TIMEOUT);
  }
}
