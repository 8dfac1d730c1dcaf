package dev.gatehouse.runtime.facts;

import dev.gatehouse.core.facts.Query;
import java.util.Map;
import java.util.Set;

/** Finds the answers to the questions of a whole batch at once. */
public interface FactsResolver {

  /**
   * The answers, each of the type of its question. A question that nobody can answer is left out.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if somebody who could answer is down
   */
  Map<Query<?>, Object> answer(Set<Query<?>> queries);
}
