package dev.gatehouse.runtime.facts;

import dev.gatehouse.core.facts.Query;
import java.util.List;
import java.util.Map;

/** Answers of entitlement-service. */
public interface CatalogFacts {

  /**
   * The answers; a question that is refused is left out.
   *
   * @throws dev.gatehouse.runtime.DependencyDownException if the service does not answer
   */
  Map<Query<?>, Object> answer(List<Query.OfCatalog<?>> queries);
}
