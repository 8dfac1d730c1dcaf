package dev.gatehouse.core.explain;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.task.Decision;
import java.util.Set;

/** What comes of the wish for an explanation. */
public sealed interface Explained {

  /** It is told. */
  record Told(Explanation explanation) implements Explained {}

  /** There is nothing to explain, since the request would be refused. */
  record Refused(Decision.Rejected refusal) implements Explained {}

  /** It cannot be told before these are answered. */
  record Needs(Set<Query<?>> queries) implements Explained {
    public Needs {
      queries = Set.copyOf(queries);
    }
  }
}
