package dev.gatehouse.runtime.facts;

import dev.gatehouse.core.facts.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the catalogue in one call, and the stored tasks. */
public final class WorldFacts implements FactsResolver {
  private final CatalogFacts catalog;
  private final TaskFacts tasks;

  public WorldFacts(CatalogFacts catalog, TaskFacts tasks) {
    this.catalog = catalog;
    this.tasks = tasks;
  }

  @Override
  public Map<Query<?>, Object> answer(Set<Query<?>> queries) {
    List<Query.OfCatalog<?>> ofCatalog = new ArrayList<>();
    List<Query.OfTasks<?>> ofTasks = new ArrayList<>();
    for (Query<?> query : queries) {
      switch (query) {
        case Query.OfCatalog<?> q -> ofCatalog.add(q);
        case Query.OfTasks<?> q -> ofTasks.add(q);
      }
    }
    Map<Query<?>, Object> answers = new HashMap<>(tasks.answer(ofTasks));
    if (!ofCatalog.isEmpty()) {
      answers.putAll(catalog.answer(ofCatalog));
    }
    return answers;
  }
}
