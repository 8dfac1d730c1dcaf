package dev.gatehouse.model.internal;

import dev.gatehouse.core.facts.Query;
import java.util.List;

/** Questions of a batch of decisions to entitlement-service: {@code POST /internal/facts}. */
public record FactsRequest(List<Query.OfCatalog<?>> queries) {
  public FactsRequest {
    queries = List.copyOf(queries);
  }
}
