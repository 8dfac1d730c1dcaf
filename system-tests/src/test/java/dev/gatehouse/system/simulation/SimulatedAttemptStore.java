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
import dev.gatehouse.testkit.simulation.Faults;
import dev.gatehouse.testkit.simulation.Stage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The way of one worker to the attempts: others act before each call, and the call or its answer
 * may be lost.
 */
final class SimulatedAttemptStore extends ForwardingAttemptStore {
  private final Stage stage;
  private final Faults faults;

  SimulatedAttemptStore(AttemptStore store, Stage stage, Faults faults) {
    super(store);
    this.stage = stage;
    this.faults = faults;
  }

  private <T> T call(String what, Supplier<T> work) {
    stage.pause(what);
    faults.mayLose("attempts");
    T answer = work.get();
    faults.mayLose("attempts, after it was done");
    return answer;
  }

  @Override
  public void insert(Collection<ProvisioningOrder> orders) {
    call(
        "stores attempts " + orders.stream().map(ProvisioningOrder::id).toList(),
        () -> {
          super.insert(orders);
          return true;
        });
  }

  @Override
  public List<ProvisioningAttempt> insertClaimed(
      Collection<ProvisioningOrder> orders, String worker, Duration lease) {
    return orders.isEmpty()
        ? List.of()
        : call(
            "stores and claims attempts " + orders.stream().map(ProvisioningOrder::id).toList(),
            () -> super.insertClaimed(orders, worker, lease));
  }

  @Override
  public Optional<ProvisioningAttempt> claim(AttemptId id, String worker, Duration lease) {
    Optional<ProvisioningAttempt> claimed =
        call("claims " + id, () -> super.claim(id, worker, lease));
    stage.note("... " + claimed.map(a -> "for the time " + a.claims()).orElse("in vain"));
    return claimed;
  }

  @Override
  public boolean postpone(ProvisioningAttempt claimed, Next.Retry retry) {
    return call("postpones " + claimed.id(), () -> super.postpone(claimed, retry));
  }

  @Override
  public boolean finish(
      ProvisioningAttempt claimed, String error, Finished record, Duration unpublishedFor) {
    return call(
        "finishes " + claimed.id() + " " + error,
        () -> super.finish(claimed, error, record, unpublishedFor));
  }

  @Override
  public boolean drop(ProvisioningAttempt claimed, String sentence) {
    return call("drops " + claimed.id(), () -> super.drop(claimed, sentence));
  }

  @Override
  public void succeeded(Collection<ProvisioningAttempt> claimed) {
    call(
        "notes as succeeded " + claimed.stream().map(ProvisioningAttempt::id).toList(),
        () -> {
          super.succeeded(claimed);
          return true;
        });
  }

  @Override
  public void published(Collection<AttemptId> ids) {
    call(
        "notes as published " + ids,
        () -> {
          super.published(ids);
          return true;
        });
  }

  @Override
  public List<DueAttempt> due(Shards share, Set<ConnectorId> except, int limit) {
    return call("looks for due attempts", () -> super.due(share, except, limit));
  }
}
