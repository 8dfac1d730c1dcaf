package dev.gatehouse.api.task.view;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.api.task.view.Expansion.Kind;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.internal.ObjectsRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What the catalogue knows of the objects that some tasks name. */
public final class CatalogObjects {
  private final Map<String, JsonNode> byKey = new HashMap<>();

  /** Finds among the objects that exist, which come in no order. */
  CatalogObjects(List<JsonNode> found) {
    found.forEach(
        each ->
            byKey.put(key(each.path("@type").asString(""), each.path("id").asString("")), each));
  }

  /** Asks for the objects that these tasks name in these ways; nothing is asked for nothing. */
  public static Mono<CatalogObjects> of(
      CatalogClient catalog, Set<Expansion> ways, List<Task> tasks) {
    ObjectsRequest wanted = new ExpandMask(ways).wanted(tasks);
    return wanted.isEmpty()
        ? Mono.just(new CatalogObjects(List.of()))
        : catalog.objects(wanted).map(answer -> new CatalogObjects(answer.objects()));
  }

  /** The object, if it exists. */
  @Nullable JsonNode find(Kind kind, String id) {
    return byKey.get(key(kind.type(), id));
  }

  /** The objects that a task names in this way, as far as they exist. */
  public List<JsonNode> of(Expansion way, Task task) {
    return way.ids(task).stream().map(id -> find(way.kind(), id)).filter(Objects::nonNull).toList();
  }

  private static String key(String type, String id) {
    return type + "/" + id;
  }
}
