package dev.gatehouse.testkit.batch;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.AuditStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Audits in memory. */
public final class InMemoryAuditStore implements AuditStore {
  private final Map<String, Audit> audits = new LinkedHashMap<>();

  @Override
  public synchronized void add(Collection<Audit> added) {
    added.forEach(audit -> audits.putIfAbsent(audit.id(), audit));
  }

  @Override
  public synchronized List<Audit> find(TaskId task, long after, int limit) {
    return audits.values().stream()
        .filter(a -> a.taskId().equals(task) && a.version() > after)
        .sorted(Comparator.comparingLong(Audit::version))
        .limit(limit)
        .toList();
  }
}
