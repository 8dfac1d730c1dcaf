package dev.gatehouse.entitlement.events;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Says DEGRADED while events cannot be published. The service goes on serving then: the events wait
 * in the database.
 */
@Component("eventsHealthIndicator")
class EventsHealthIndicator implements ReactiveHealthIndicator {
  private static final Status DEGRADED = new Status("DEGRADED");

  private final OutboxPublisher publisher;
  private final BrokerCheck broker;

  EventsHealthIndicator(OutboxPublisher publisher, BrokerCheck broker) {
    this.publisher = publisher;
    this.broker = broker;
  }

  @Override
  public Mono<Health> health() {
    return broker
        .answers()
        .map(
            answers ->
                answers && !publisher.failing()
                    ? Health.up().build()
                    : Health.status(DEGRADED)
                        .withDetail("reason", "The broker or the registry does not answer.")
                        .withDetail("oldestSeconds", publisher.age().toSeconds())
                        .build());
  }
}
