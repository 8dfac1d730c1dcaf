package dev.gatehouse.runtime.facts;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.GrantsOf;
import dev.gatehouse.runtime.store.TaskStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers from the stored tasks: one look for all the questions of a kind that comes often. */
public final class TaskFacts {
  private final TaskStore tasks;

  public TaskFacts(TaskStore tasks) {
    this.tasks = tasks;
  }

  /** The answers, each of the type that its question names. */
  public Map<Query<?>, Object> answer(Collection<Query.OfTasks<?>> queries) {
    Map<String, TaskId> open = open(queries);
    Map<Query<?>, Object> answers = new HashMap<>();
    queries.forEach(query -> answers.put(query, answer(query, open)));
    return answers;
  }

  private Map<String, TaskId> open(Collection<Query.OfTasks<?>> queries) {
    Set<String> keys = new HashSet<>();
    for (Query.OfTasks<?> query : queries) {
      if (query instanceof Query.OpenTaskFor q) {
        keys.add(q.openKey());
      }
    }
    return keys.isEmpty() ? Map.of() : tasks.findOpen(keys);
  }

  private Object answer(Query.OfTasks<?> query, Map<String, TaskId> open) {
    return switch (query) {
      case Query.NumericIdFor q -> tasks.nextNumericId();
      case Query.OpenTaskFor q -> Optional.ofNullable(open.get(q.openKey()));
      case Query.OpenGrantTasksOf q ->
          tasks.findOpenGrantTasks(new GrantsOf.Person(q.person()), q.after(), q.limit());
      case Query.OpenChildrenOf q ->
          tasks.findOpenChildren(q.parent(), q.made(), q.after(), q.limit());
      case Query.ClosedAmong q -> tasks.closedAmong(q.tasks());
    };
  }
}
