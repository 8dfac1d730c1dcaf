package dev.gatehouse.provisioning.executor;

import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends of attempts that this worker has published and that do not say so yet: many are noted at
 * once. If the worker dies before, they are published again, which is harmless.
 */
public final class PublishedEnds {
  private static final int MANY = 1_000;

  private final AttemptStore store;
  private final Set<AttemptId> published = ConcurrentHashMap.newKeySet();

  public PublishedEnds(AttemptStore store) {
    this.store = store;
  }

  void add(AttemptId id) {
    published.add(id);
    if (published.size() >= MANY) {
      note();
    }
  }

  /**
   * Notes all of them in the store.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if they may not be noted; they stay known
   *     then
   */
  public void note() {
    List<AttemptId> some = List.copyOf(published);
    if (!some.isEmpty()) {
      store.published(some);
      some.forEach(published::remove);
    }
  }
}
