package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.events.Unsent.Source;
import dev.gatehouse.runtime.outbox.KafkaRecordSender;
import dev.gatehouse.runtime.outbox.OutboxPublisher.Published;
import dev.gatehouse.runtime.outbox.SendFailedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what was left over: only what is so old that nobody can still be sending it, oldest
 * first. A document whose outbox fails again and again while others are sent is held: visible, and
 * without harm to the others, until somebody lets it go.
 */
final class OutboxSweeper {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSweeper.class);

  /** Younger entries are likely to be on their way already. */
  private static final Duration LEFT_OVER = KafkaRecordSender.DELIVERY_TIMEOUT.multipliedBy(2);

  private static final int PAGE = 200;
  private static final int VAIN_ATTEMPTS = 10;

  private final Outbox outbox;
  private final OutboxDelivery delivery;
  private final List<OutboxCollection> collections;
  private final Runnable leftOver;
  private final Counter stuck;
  private volatile Duration age = Duration.ZERO;
  private volatile long held;

  /**
   * Sweeps these collections.
   *
   * @param leftOver is run before anything that was left over is published
   */
  OutboxSweeper(
      Outbox outbox,
      OutboxDelivery delivery,
      List<OutboxCollection> collections,
      Runnable leftOver,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.collections = List.copyOf(collections);
    this.leftOver = leftOver;
    this.stuck = Counter.builder("gatehouse.outbox.stuck").register(meters);
    Gauge.builder("gatehouse.outbox.age", this, sweeper -> sweeper.age.toMillis() / 1000.0)
        .description("Seconds that the oldest event has waited")
        .register(meters);
    Gauge.builder("gatehouse.outbox.held", this, sweeper -> sweeper.held)
        .description("Things of the catalogue whose events wait for a resume")
        .register(meters);
  }

  /** How long the oldest entry has waited, as of the last sweep. */
  Duration age() {
    return age;
  }

  /** Sweeps once. */
  void sweep() {
    Instant now = outbox.now();
    for (OutboxCollection collection : collections) {
      sweep(collection.name(), now.minus(LEFT_OVER));
    }
    age =
        collections.stream()
            .flatMap(each -> outbox.oldest(each.name()).stream())
            .min(Instant::compareTo)
            .map(oldest -> Duration.between(oldest, now))
            .orElse(Duration.ZERO);
    held = collections.stream().mapToLong(each -> outbox.held(each.name())).sum();
  }

  /** Another copy sweeps, and says how things are. */
  void rest() {
    age = Duration.ZERO;
    held = 0;
  }

  private void sweep(String collection, Instant before) {
    List<Unsent> page;
    Published<Source> published;
    do {
      page = outbox.olderThan(collection, before, PAGE);
      if (!page.isEmpty()) {
        // Whoever wrote it may have died before others were told of the change.
        leftOver.run();
      }
      published = delivery.deliver(collection, page);
      delivery.clear();
      countVainAttempts(published);
    } while (page.size() == PAGE && published.failed().isEmpty());
  }

  private void countVainAttempts(Published<Source> published) {
    boolean brokerAnswers = !published.acknowledged().isEmpty();
    published
        .failed()
        .forEach(
            (source, failure) -> {
              if (failure.permanent() || brokerAnswers) {
                countVainAttempt(source, failure);
              }
            });
  }

  private void countVainAttempt(Source source, SendFailedException failure) {
    String why = Optional.ofNullable(failure.getMessage()).orElse("It cannot be sent.");
    if (outbox.countVainAttempt(source, why, VAIN_ATTEMPTS)) {
      stuck.increment();
      LOG.error("The events of {} {} are held: {}", source.collection(), source.id(), why);
    }
  }
}
