package dev.gatehouse.api.task.view;

import dev.gatehouse.api.task.view.Expansion.Kind;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The objects of an answer, each once, in the order in which its tasks name them. */
final class Expanded {
  private final ExpandMask mask;
  private final List<JsonNode> objects = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * Arranges them.
   *
   * @param found the objects that exist, in no order
   */
  Expanded(ExpandMask mask, List<Task> tasks, List<JsonNode> found) {
    this.mask = mask;
    CatalogObjects existing = new CatalogObjects(found);
    for (Task task : tasks) {
      for (Expansion expansion : Expansion.values()) {
        if (mask.wants(expansion)) {
          expansion.ids(task).forEach(id -> place(expansion.kind(), id, existing));
        }
      }
    }
  }

  private void place(Kind kind, String id, CatalogObjects existing) {
    String key = key(kind, id);
    JsonNode object = existing.find(kind, id);
    if (object != null && !places.containsKey(key)) {
      places.put(key, objects.size());
      objects.add(object);
    }
  }

  /**
   * Where the objects stand: {@code $.expanded[0]}, or {@code $.expanded[0,2]} for several; empty
   * where they were not asked for or are not there.
   */
  String path(Expansion expansion, Task task) {
    if (!mask.wants(expansion)) {
      return "";
    }
    String found =
        expansion.ids(task).stream()
            .map(id -> places.get(key(expansion.kind(), id)))
            .filter(Objects::nonNull)
            .distinct()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return found.isEmpty() ? "" : "$.expanded[" + found + "]";
  }

  ArrayNode objects() {
    ArrayNode list = Json.array();
    objects.forEach(list::add);
    return list;
  }

  private static String key(Kind kind, String id) {
    return kind.type() + "/" + id;
  }
}
