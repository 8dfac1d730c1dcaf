package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.events.Unsent.Source;
import dev.gatehouse.entitlement.store.Turns;
import dev.gatehouse.runtime.outbox.KafkaRecordSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what waits in outboxes: at once what was just written, and from time to time what was
 * left over, if it is this copy's turn. One thread does both; a repeat is harmless, since the
 * entries carry ids and whole states.
 */
public final class OutboxPublisher implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
  private static final String SWEEP = "outboxes";
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);
  private static final Duration CLEAR_EVERY = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int QUEUE = 10_000;
  private static final int AT_ONCE = 200;

  private final Outbox outbox;
  private final OutboxDelivery delivery;
  private final OutboxSweeper sweeper;
  private final Turns turns;
  private final EventProducer producer;
  private final BlockingQueue<Source> written = new LinkedBlockingQueue<>(QUEUE);
  private volatile @Nullable Thread thread;

  OutboxPublisher(
      Outbox outbox,
      OutboxDelivery delivery,
      OutboxSweeper sweeper,
      Turns turns,
      EventProducer producer) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.sweeper = sweeper;
    this.turns = turns;
    this.producer = producer;
  }

  /** A document was written durably and has something to publish. Never blocks. */
  public void written(String collection, String id) {
    if (!written.offer(new Source(collection, id))) {
      LOG.debug("More is written than is published; {} waits for the sweep.", id);
    }
  }

  /** Whether the last send failed. */
  boolean failing() {
    return delivery.failing();
  }

  /** How long the oldest entry has waited; nothing where another copy looks after that. */
  Duration age() {
    return sweeper.age();
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
        running.join(KafkaRecordSender.DELIVERY_TIMEOUT.toMillis());
        clear();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    producer.close();
  }

  private void clear() {
    try {
      delivery.clear();
    } catch (RuntimeException e) {
      LOG.info("Some events will be published once more: {}", e.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    long swept = System.nanoTime() - SWEEP_EVERY.toNanos();
    long cleared = System.nanoTime();
    while (thread != null) {
      try {
        publishWritten();
        if (System.nanoTime() - cleared >= CLEAR_EVERY.toNanos()) {
          delivery.clear();
          cleared = System.nanoTime();
        }
        if (System.nanoTime() - swept >= SWEEP_EVERY.toNanos()) {
          sweep();
          swept = System.nanoTime();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Events wait, trying again: {}", e.getMessage());
        delivery.failed();
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
    ids.forEach((collection, those) -> delivery.deliver(collection, outbox.of(collection, those)));
  }

  private void sweep() {
    if (turns.mine(SWEEP).blockOptional(PATIENCE).orElse(false)) {
      sweeper.sweep();
    } else {
      sweeper.rest();
    }
  }
}
