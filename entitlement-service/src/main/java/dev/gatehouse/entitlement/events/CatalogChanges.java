package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.store.Cause;
import dev.gatehouse.entitlement.store.ChangeFeed;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** One event for each version of each thing in the catalogue. */
@Component
class CatalogChanges implements ChangeFeed {
  private final OutboxPublisher publisher;
  private final Clock clock;

  CatalogChanges(OutboxPublisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public List<Document> entries(Entity after, Cause cause) {
    return List.of(OutboxEntry.catalog(after, cause, clock.instant()));
  }

  @Override
  public void written(EntityKind kind, String id) {
    publisher.written(kind.collection(), id);
  }
}
