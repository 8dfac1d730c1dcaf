package dev.gatehouse.api.search;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.api.task.view.ExpandMask;
import dev.gatehouse.api.task.view.Expansion;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.internal.ObjectsAnswer;
import dev.gatehouse.model.internal.ObjectsRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What the catalogue knows of the objects that some tasks name. */
record CatalogObjects(Map<String, JsonNode> byKey) {
  private static final CatalogObjects NONE = new CatalogObjects(Map.of());

  /** Asks for the objects that these tasks name in these ways; nothing is asked for nothing. */
  static Mono<CatalogObjects> of(CatalogClient catalog, Set<Expansion> ways, List<Task> tasks) {
    ObjectsRequest wanted = new ExpandMask(ways).wanted(tasks);
    return wanted.isEmpty() ? Mono.just(NONE) : catalog.objects(wanted).map(CatalogObjects::of);
  }

  static CatalogObjects of(ObjectsAnswer answer) {
    Map<String, JsonNode> byKey = new HashMap<>();
    answer
        .objects()
        .forEach(
            each ->
                byKey.put(
                    key(each.path("@type").asString(""), each.path("id").asString("")), each));
    return new CatalogObjects(byKey);
  }

  /** The objects that a task names in this way, as far as they exist. */
  List<JsonNode> of(Expansion way, Task task) {
    return way.ids(task).stream()
        .map(id -> byKey.get(key(way.kind().type(), id)))
        .filter(Objects::nonNull)
        .toList();
  }

  private static String key(String type, String id) {
    return type + "/" + id;
  }
}
