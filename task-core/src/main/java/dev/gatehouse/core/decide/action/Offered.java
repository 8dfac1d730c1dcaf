package dev.gatehouse.core.decide.action;

import dev.gatehouse.core.facts.Query;
import java.util.List;
import java.util.Set;

/**
 * What somebody may do with a task now.
 *
 * @param actions what they may do, as far as the facts tell
 * @param open what has to be known to tell the rest; empty where this is all
 */
public record Offered(List<TaskAction> actions, Set<Query<?>> open) {
  public Offered {
    actions = List.copyOf(actions);
    open = Set.copyOf(open);
  }
}
