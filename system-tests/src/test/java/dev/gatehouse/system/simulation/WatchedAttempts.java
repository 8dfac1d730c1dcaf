package dev.gatehouse.system.simulation;

import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.Next;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees when attempts are taken up: not before their time, and not by two at once (P7). */
final class WatchedAttempts extends ForwardingAttemptStore {
  private final Checks checks;
  private final Map<AttemptId, Instant> notBefore = new HashMap<>();

  WatchedAttempts(AttemptStore store, Checks checks) {
    super(store);
    this.checks = checks;
  }

  @Override
  public List<ProvisioningAttempt> insertClaimed(
      Collection<ProvisioningOrder> orders, String worker, Duration lease) {
    List<ProvisioningAttempt> claimed = super.insertClaimed(orders, worker, lease);
    for (ProvisioningAttempt attempt : claimed) {
      checks.claimed(attempt);
      notBefore.put(attempt.id(), now().plus(lease));
    }
    return claimed;
  }

  @Override
  public Optional<ProvisioningAttempt> claim(AttemptId id, String worker, Duration lease) {
    Optional<ProvisioningAttempt> claimed = super.claim(id, worker, lease);
    if (claimed.isPresent()) {
      checks.claimed(claimed.get());
      Instant due = notBefore.getOrDefault(id, Instant.MIN);
      if (now().isBefore(due)) {
        checks.violated(
            "P7",
            "Expected attempt %s not to be taken up before %s, but it was at %s."
                .formatted(id, due, now()));
      }
      notBefore.put(id, now().plus(lease));
    }
    return claimed;
  }

  @Override
  public boolean postpone(ProvisioningAttempt claimed, Next.Retry retry) {
    boolean won = super.postpone(claimed, retry);
    if (won) {
      notBefore.put(claimed.id(), now().plus(retry.delay()));
    }
    return won;
  }
}
