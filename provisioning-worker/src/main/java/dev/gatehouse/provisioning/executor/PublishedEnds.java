package dev.gatehouse.provisioning.executor;

import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attempts whose ends this worker has published and whose documents do not say so yet: many are
 * noted at once. If the worker dies before, the ends are published again, which is harmless: the
 * command is the same, and so is its outcome.
 */
public final class PublishedEnds {
  private static final int MANY = 1_000;

  private final AttemptStore store;
  private final Set<AttemptId> stored = ConcurrentHashMap.newKeySet();
  private final Set<ProvisioningAttempt> unstored = ConcurrentHashMap.newKeySet();

  public PublishedEnds(AttemptStore store) {
    this.store = store;
  }

  /** The attempt succeeded, as its grant says; its document still says that it is carried out. */
  void addUnstored(ProvisioningAttempt attempt) {
    unstored.add(attempt);
    noteMany();
  }

  /** The end was stored before it was published. */
  void addStored(AttemptId id) {
    stored.add(id);
    noteMany();
  }

  private void noteMany() {
    if (stored.size() + unstored.size() >= MANY) {
      note();
    }
  }

  /**
   * Notes all of them in the store.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if some may not be noted; they stay known
   *     then
   */
  public void note() {
    List<AttemptId> ended = List.copyOf(stored);
    if (!ended.isEmpty()) {
      store.published(ended);
      ended.forEach(stored::remove);
    }
    List<ProvisioningAttempt> succeeded = List.copyOf(unstored);
    if (!succeeded.isEmpty()) {
      store.succeeded(succeeded);
      succeeded.forEach(unstored::remove);
    }
  }
}
