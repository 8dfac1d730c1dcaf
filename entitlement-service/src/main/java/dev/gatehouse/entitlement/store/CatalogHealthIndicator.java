package dev.gatehouse.entitlement.store;

import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Up when MongoDB answers and the start is through: only then can a request be served. */
@Component("catalogHealthIndicator")
class CatalogHealthIndicator implements ReactiveHealthIndicator {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MongoDatabase database;
  private final CatalogStart start;

  CatalogHealthIndicator(MongoDatabase database, CatalogStart start) {
    this.database = database;
    this.start = start;
  }

  @Override
  public Mono<Health> health() {
    if (!start.done()) {
      return Mono.just(Health.down().withDetail("reason", "The indexes are being made.").build());
    }
    return Mono.from(database.runCommand(new Document("ping", 1)))
        .timeout(PATIENCE)
        .map(pong -> Health.up().build())
        .onErrorResume(
            e -> Mono.just(Health.down().withDetail("reason", "MongoDB does not answer.").build()));
  }
}
