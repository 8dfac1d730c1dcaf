package dev.gatehouse.runtime.outbox;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.outbox.OutboxPublisher.Published;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to the outboxes of tasks once these are written: publishing, then audits and
 * clearing. Whoever wins a version publishes the whole tail, oldest first.
 */
public final class Tails {
  private static final Logger log = LoggerFactory.getLogger(Tails.class);

  private final TaskStore tasks;
  private final EventCodec codec;
  private final OutboxPublisher publisher;
  private final PublishedEntries published;
  private final Patience patience;

  public Tails(
      TaskStore tasks,
      EventCodec codec,
      OutboxPublisher publisher,
      PublishedEntries published,
      Patience patience) {
    this.tasks = tasks;
    this.codec = codec;
    this.publisher = publisher;
    this.published = published;
    this.patience = patience;
  }

  /** How events are read and written. */
  public EventCodec codec() {
    return codec;
  }

  /** The task without what is known to be published. */
  public StoredTask unpublished(StoredTask task) {
    return published.without(task);
  }

  /**
   * Publishes the outboxes; answers the entries that are there, by task. An entry that the broker
   * will never take stays, for the sweeper to count and to give up on.
   *
   * @throws DependencyDownException if the broker cannot be reached
   */
  public Map<TaskId, List<OutboxEntry>> publish(Collection<StoredTask> unpublished) {
    Map<TaskId, List<OutboxEntry>> open = new LinkedHashMap<>();
    unpublished.forEach(task -> open.put(task.id(), task.outbox()));
    Map<TaskId, List<String>> acknowledged = new LinkedHashMap<>();
    patience.insist(() -> publish(open, acknowledged));
    Map<TaskId, List<OutboxEntry>> there = new LinkedHashMap<>();
    for (StoredTask task : unpublished) {
      List<String> ids = acknowledged.getOrDefault(task.id(), List.of());
      there.put(task.id(), task.outbox().stream().filter(e -> ids.contains(e.id())).toList());
    }
    return there;
  }

  private void publish(
      Map<TaskId, List<OutboxEntry>> open, Map<TaskId, List<String>> acknowledged) {
    Published<TaskId> sent = publisher.publish(open);
    sent.acknowledged()
        .forEach((id, ids) -> acknowledged.computeIfAbsent(id, i -> new ArrayList<>()).addAll(ids));
    sent.failed()
        .forEach(
            (id, failure) -> {
              if (failure.permanent()) {
                log.error("The outbox of task {} cannot be published.", id, failure);
              }
            });
    open.replaceAll(
        (id, entries) ->
            entries.stream()
                .filter(e -> !acknowledged.getOrDefault(id, List.of()).contains(e.id()))
                .toList());
    open.keySet()
        .removeIf(
            id -> {
              SendFailedException failure = sent.failed().get(id);
              return failure == null || failure.permanent();
            });
    if (!open.isEmpty()) {
      throw new DependencyDownException(
          "Expected the broker to take the outboxes of %d tasks, but it did not."
              .formatted(open.size()),
          sent.failed().values().iterator().next());
    }
  }

  /** From now on the outboxes of these tasks are swept again, however often that was in vain. */
  public void letGo(Collection<TaskId> resumed) {
    if (!resumed.isEmpty()) {
      patience.insist(() -> tasks.letGo(resumed));
    }
  }

  /** What is there leaves the outboxes, now or soon, once its audits are stored. */
  public void clear(Map<TaskId, List<OutboxEntry>> acknowledged) {
    patience.insist(() -> published.add(acknowledged));
  }
}
