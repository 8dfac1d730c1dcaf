package dev.gatehouse.runtime.facts;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.runtime.store.TaskStore;

/** Answers from the stored tasks. */
public final class TaskFacts {
  private final TaskStore tasks;

  public TaskFacts(TaskStore tasks) {
    this.tasks = tasks;
  }

  /** The answer, of the type that the question names. */
  public Object answer(Query.OfTasks<?> query) {
    return switch (query) {
      case Query.NumericIdFor q -> tasks.nextNumericId();
      case Query.OpenTaskFor q -> tasks.findOpen(q.openKey());
      case Query.OpenGrantTasksOf q -> tasks.findOpenGrantTasks(q.person(), q.after(), q.limit());
      case Query.OpenChildrenOf q ->
          tasks.findOpenChildren(q.parent(), q.made(), q.after(), q.limit());
      case Query.ClosedAmong q -> tasks.closedAmong(q.tasks());
    };
  }
}
