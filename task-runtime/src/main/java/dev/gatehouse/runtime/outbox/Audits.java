package dev.gatehouse.runtime.outbox;

import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.AuditStore;
import dev.gatehouse.runtime.store.OutboxEntry;
import java.util.Collection;
import java.util.List;

/**
 * The audits of events, made from the very bytes in the outboxes. One is stored before its event
 * leaves its outbox, so that each version can be found in one of the two places at any time.
 */
public final class Audits {
  private final AuditStore store;
  private final EventCodec codec;

  public Audits(AuditStore store, EventCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /**
   * Stores an audit for each event among the entries. Repeatable.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if some may not be stored
   */
  public void add(Collection<OutboxEntry> entries) {
    List<Audit> added = entries.stream().filter(OutboxEntry::event).map(codec::audit).toList();
    store.add(added);
  }
}
