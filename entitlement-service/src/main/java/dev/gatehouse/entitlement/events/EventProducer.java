package dev.gatehouse.entitlement.events;

import dev.gatehouse.runtime.outbox.KafkaRecordSender;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.SendFailedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The service's own producer. It connects at the first send, since the broker, or even the name of
 * its host, may come up later than this service.
 */
final class EventProducer implements RecordSender, AutoCloseable {
  private final String bootstrap;
  private final MeterRegistry meters;
  private @Nullable KafkaRecordSender sender;

  EventProducer(String bootstrap, MeterRegistry meters) {
    this.bootstrap = bootstrap;
    this.meters = meters;
  }

  @Override
  public CompletableFuture<Void> send(OutboundRecord record) {
    try {
      return connected().send(record);
    } catch (KafkaException e) {
      return CompletableFuture.failedFuture(
          new SendFailedException("Expected to reach the broker, but: " + e, false, e));
    }
  }

  private synchronized KafkaRecordSender connected() {
    KafkaRecordSender known = sender;
    if (known == null) {
      known = new KafkaRecordSender(bootstrap, "entitlement-service-events", meters);
      sender = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (sender != null) {
      sender.close();
      sender = null;
    }
  }
}
