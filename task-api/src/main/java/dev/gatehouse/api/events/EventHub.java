package dev.gatehouse.api.events;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.wire.AvroCodec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands every event to all connections of this gateway. A reader that is too slow holds up nobody:
 * it is told to start afresh, and is closed.
 */
@Component
class EventHub implements SmartLifecycle {
  static final Duration CLOSING = Duration.ofSeconds(1);

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final AvroCodec avro;
  private final int buffer;
  private final int most;
  private volatile boolean running;

  EventHub(TaskApiProperties settings, AvroCodec avro, MeterRegistry meters) {
    this.avro = avro;
    this.buffer = settings.events().buffer();
    this.most = settings.events().mostConnections();
    Gauge.builder("gatehouse.events.connections", listeners, Set::size)
        .description("Open streams of events")
        .register(meters);
  }

  /** A new connection; it gets every event from now on. */
  Listener open() {
    if (listeners.size() >= most || !running) {
      throw new ApiException(
          Code.RESOURCE_EXHAUSTED,
          "Expected fewer streams at once, but all " + most + " are taken; try again later.");
    }
    Listener listener = new Listener(buffer);
    listeners.add(listener);
    return listener;
  }

  void close(Listener listener) {
    listeners.remove(listener);
  }

  /** Takes a record of the topic. */
  void accept(ConsumerRecord<byte[], byte[]> record) {
    if (listeners.isEmpty() || record.value() == null) {
      return;
    }
    TaskEvent event = avro.decode(record.value(), TaskEvent.class);
    listeners.forEach(listener -> listener.offer(event));
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends the streams before the web server waits for its requests to end. */
  @Override
  public void stop() {
    running = false;
    listeners.forEach(Listener::end);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
