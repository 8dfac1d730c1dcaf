package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.runtime.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores orders as attempts. Those for which a place is free are stored as taken up by this worker,
 * which spares a write of its own; the others are due at once.
 */
public final class OrderedAttempts {
  private final AttemptStore store;
  private final Handover lanes;
  private final RunSettings settings;
  private final Waiting waiting;

  public OrderedAttempts(
      AttemptStore store, Handover lanes, RunSettings settings, Waiting waiting) {
    this.store = store;
    this.lanes = lanes;
    this.settings = settings;
    this.waiting = waiting;
  }

  /** Attempts that are stored, and wait for being carried out. */
  public final class Stored {
    private final List<ProvisioningAttempt> claimed;
    private final List<ProvisioningOrder> due;
    private final Deadline deadline;

    private Stored(
        List<ProvisioningAttempt> claimed, List<ProvisioningOrder> due, Deadline deadline) {
      this.claimed = claimed;
      this.due = due;
      this.deadline = deadline;
    }

    /** Hands them over. */
    public void handOver() {
      claimed.forEach(attempt -> lanes.begin(attempt, deadline));
      due.forEach(order -> lanes.offer(order.connectorId(), order.id()));
    }
  }

  /**
   * Stores them.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if some may not be stored
   */
  public Stored store(Collection<ProvisioningOrder> orders) {
    Deadline deadline = Deadline.in(settings.claim(), waiting);
    List<ProvisioningOrder> wanted = new ArrayList<>();
    List<ProvisioningOrder> due = new ArrayList<>();
    Map<ConnectorId, Integer> free = new HashMap<>();
    for (ProvisioningOrder order : orders) {
      int left = free.computeIfAbsent(order.connectorId(), lanes::free);
      free.put(order.connectorId(), left - 1);
      (left > 0 ? wanted : due).add(order);
    }
    store.insert(due);
    List<ProvisioningAttempt> claimed =
        store.insertClaimed(wanted, settings.worker(), settings.claim());
    // Those that were known already are somebody's, or due.
    wanted.removeIf(order -> claimed.stream().anyMatch(attempt -> attempt.id().equals(order.id())));
    due.addAll(wanted);
    return new Stored(claimed, due, deadline);
  }
}
