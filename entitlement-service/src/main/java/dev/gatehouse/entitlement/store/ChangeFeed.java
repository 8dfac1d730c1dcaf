package dev.gatehouse.entitlement.store;

import java.time.Instant;
import java.util.List;
import org.bson.Document;

/**
 * Tells others what changed in the catalogue. What is to be published is stored with the change
 * itself, in one write, so that neither can be lost.
 */
public interface ChangeFeed {
  /**
   * What to publish about this change; it is appended to the entity's field {@code outbox}.
   *
   * @param after the entity as the write leaves it, with its new version
   * @param cause what brought the change about
   * @param now when, by the database
   */
  List<Document> entries(Entity after, Cause cause, Instant now);

  /** Called once the write is durable. Must not block. */
  void written(EntityKind kind, String id);
}
