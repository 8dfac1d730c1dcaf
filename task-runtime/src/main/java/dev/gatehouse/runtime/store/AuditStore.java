package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.TaskId;
import java.util.Collection;
import java.util.List;

/** The history of tasks: one audit for each version, added to and never changed. */
public interface AuditStore {

  /** Adds audits; one that is there already stays as it is. */
  void add(Collection<Audit> audits);

  /** The audits of a task in the order of their versions, after the version {@code after}. */
  List<Audit> find(TaskId task, long after, int limit);
}
