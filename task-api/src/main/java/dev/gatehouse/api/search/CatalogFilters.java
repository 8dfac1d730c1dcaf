package dev.gatehouse.api.search;

import dev.gatehouse.api.task.view.CatalogObjects;
import dev.gatehouse.api.task.view.Expansion;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.search.Filter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Those filters of a search that the tasks alone do not answer. */
record CatalogFilters(Map<CatalogFilter, Set<String>> values) {
  static CatalogFilters of(ObjectNode message) {
    Map<CatalogFilter, Set<String>> values = new EnumMap<>(CatalogFilter.class);
    for (Map.Entry<String, JsonNode> field : message.properties()) {
      CatalogFilter.ofField(field.getKey())
          .ifPresent(
              filter -> {
                Set<String> asked = asked(field.getValue());
                if (!asked.isEmpty()) {
                  values.put(filter, asked);
                }
              });
    }
    return new CatalogFilters(values);
  }

  private static Set<String> asked(JsonNode list) {
    return Json.texts(list).stream()
        .filter(name -> !Filter.isZero(name))
        .collect(Collectors.toSet());
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** What has to be known of each task. */
  Set<Expansion> needs() {
    return values.keySet().stream().map(CatalogFilter::of).collect(Collectors.toSet());
  }

  /** Those of the tasks that are found. */
  List<Task> keep(List<Task> tasks, CatalogObjects objects) {
    return tasks.stream()
        .filter(
            task ->
                values.entrySet().stream()
                    .allMatch(each -> each.getKey().lets(task, each.getValue(), objects)))
        .toList();
  }
}
