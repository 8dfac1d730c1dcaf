package dev.gatehouse.system.simulation;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.DueAttempt;
import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.provisioning.attempt.Next;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that passes everything on; whoever wants something else overrides it. */
class ForwardingAttemptStore implements AttemptStore {
  private final AttemptStore store;

  ForwardingAttemptStore(AttemptStore store) {
    this.store = store;
  }

  @Override
  public void insert(Collection<ProvisioningOrder> orders) {
    store.insert(orders);
  }

  @Override
  public List<ProvisioningAttempt> insertClaimed(
      Collection<ProvisioningOrder> orders, String worker, Duration lease) {
    return store.insertClaimed(orders, worker, lease);
  }

  @Override
  public Optional<ProvisioningAttempt> find(AttemptId id) {
    return store.find(id);
  }

  @Override
  public Optional<ProvisioningAttempt> claim(AttemptId id, String worker, Duration lease) {
    return store.claim(id, worker, lease);
  }

  @Override
  public boolean postpone(ProvisioningAttempt claimed, Next.Retry retry) {
    return store.postpone(claimed, retry);
  }

  @Override
  public boolean finish(
      ProvisioningAttempt claimed, String error, Finished record, Duration unpublishedFor) {
    return store.finish(claimed, error, record, unpublishedFor);
  }

  @Override
  public boolean drop(ProvisioningAttempt claimed, String sentence) {
    return store.drop(claimed, sentence);
  }

  @Override
  public void succeeded(Collection<ProvisioningAttempt> claimed) {
    store.succeeded(claimed);
  }

  @Override
  public void published(Collection<AttemptId> ids) {
    store.published(ids);
  }

  @Override
  public boolean countVainAttempt(AttemptId id, Duration pause, int limit) {
    return store.countVainAttempt(id, pause, limit);
  }

  @Override
  public List<DueAttempt> due(Shards share, Set<ConnectorId> except, int limit) {
    return store.due(share, except, limit);
  }

  @Override
  public Optional<Instant> oldestDue() {
    return store.oldestDue();
  }

  @Override
  public long stuck() {
    return store.stuck();
  }

  @Override
  public Instant now() {
    return store.now();
  }
}
