package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.store.Cause;
import dev.gatehouse.entitlement.store.ChangeFeed;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** One event for each version of each thing in the catalogue. */
@Component
class CatalogChanges implements ChangeFeed {
  private final OutboxPublisher publisher;

  CatalogChanges(OutboxPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public List<Document> entries(Entity after, Cause cause, Instant now) {
    return List.of(OutboxEntry.catalog(after, cause, now));
  }

  @Override
  public void written(EntityKind kind, String id) {
    publisher.written(kind.collection(), id);
  }
}
