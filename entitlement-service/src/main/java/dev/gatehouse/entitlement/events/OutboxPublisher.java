package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.events.Outbox.Source;
import dev.gatehouse.entitlement.events.Outbox.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what waits in outboxes: at once what was just written, and from time to time what was
 * left over. One thread does both, in order; a repeat is harmless, since the entries carry ids and
 * whole states.
 */
public final class OutboxPublisher implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);

  /** Younger entries are likely to be on their way already. */
  static final Duration LEFT_OVER = EventProducer.DELIVERY.multipliedBy(2);

  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int QUEUE = 10_000;
  private static final int AT_ONCE = 200;

  private final Outbox outbox;
  private final OutboxRecords records;
  private final EventProducer producer;
  private final List<String> collections;
  private final Clock clock;
  private final BlockingQueue<Source> written = new LinkedBlockingQueue<>(QUEUE);
  private volatile @Nullable Thread thread;
  private volatile boolean failing;
  private volatile @Nullable Instant oldest;

  OutboxPublisher(
      Outbox outbox,
      OutboxRecords records,
      EventProducer producer,
      List<String> collections,
      Clock clock,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.records = records;
    this.producer = producer;
    this.collections = List.copyOf(collections);
    this.clock = clock;
    meters.gauge("gatehouse.outbox.age", this, publisher -> publisher.age().toMillis() / 1000.0);
  }

  /** A document was written durably and has something to publish. Never blocks. */
  public void written(String collection, String id) {
    if (!written.offer(new Source(collection, id))) {
      LOG.debug("More is written than is published; {} waits for the sweep.", id);
    }
  }

  /** Whether the last send failed. */
  boolean failing() {
    return failing;
  }

  /** How long the oldest entry has waited that the last sweep left. */
  Duration age() {
    Instant since = oldest;
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  @Override
  public void start() {
    Thread started = Thread.ofPlatform().name("outbox").daemon().unstarted(this::run);
    thread = started;
    started.start();
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(EventProducer.DELIVERY.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    producer.close();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    long swept = System.nanoTime() - SWEEP_EVERY.toNanos();
    while (thread != null) {
      try {
        publishWritten();
        if (System.nanoTime() - swept >= SWEEP_EVERY.toNanos()) {
          sweep();
          swept = System.nanoTime();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Events wait, trying again: {}", e.getMessage());
        failing = true;
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publishWritten() throws InterruptedException {
    Source first = written.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    List<Source> some = new ArrayList<>(List.of(first));
    written.drainTo(some, AT_ONCE - 1);
    Map<String, Set<String>> ids = new LinkedHashMap<>();
    some.forEach(
        each ->
            ids.computeIfAbsent(each.collection(), name -> new LinkedHashSet<>()).add(each.id()));
    for (Map.Entry<String, Set<String>> each : ids.entrySet()) {
      publish(each.getKey(), outbox.of(each.getKey(), each.getValue()));
    }
  }

  private void sweep() throws InterruptedException {
    Instant before = clock.instant().minus(LEFT_OVER);
    Instant left = null;
    for (String collection : collections) {
      List<Waiting> waiting = outbox.olderThan(collection, before);
      while (!waiting.isEmpty()) {
        if (!publish(collection, waiting)) {
          Instant at = waiting.getFirst().at();
          left = left == null || at.isBefore(left) ? at : left;
          break;
        }
        waiting = outbox.olderThan(collection, before);
      }
    }
    oldest = left;
  }

  /** Sends in order, waits for the broker, and only then clears; false if something failed. */
  private boolean publish(String collection, List<Waiting> waiting) throws InterruptedException {
    if (waiting.isEmpty()) {
      return true;
    }
    List<ProducerRecord<String, byte[]>> all =
        waiting.stream().map(each -> records.of(each.entry())).toList();
    int sent = producer.send(all);
    if (sent > 0) {
      Map<String, List<String>> cleared = new LinkedHashMap<>();
      waiting
          .subList(0, sent)
          .forEach(
              each ->
                  cleared
                      .computeIfAbsent(each.source().id(), id -> new ArrayList<>())
                      .add(each.entry().getString(OutboxEntry.ID)));
      outbox.clear(collection, cleared);
    }
    boolean well = sent == all.size();
    if (!well && !failing) {
      LOG.warn("The broker does not take events; they wait in the database.");
    }
    failing = !well;
    return well;
  }
}
