package dev.gatehouse.entitlement.web;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands beside the rows of an answer: the objects that they point to, each once, and what the
 * caller may do with them.
 */
public final class Expanded {
  private final ExpandMask mask;
  private final List<Entity> objects;
  private final Map<String, Integer> places;
  private final Set<String> writableApps;

  Expanded(
      ExpandMask mask,
      List<Entity> objects,
      Map<String, Integer> places,
      Set<String> writableApps) {
    this.mask = mask;
    this.objects = List.copyOf(objects);
    this.places = Map.copyOf(places);
    this.writableApps = Set.copyOf(writableApps);
  }

  /**
   * Where the objects stand that the row names: {@code $.expanded[0]}, or {@code $.expanded[0,2]};
   * empty if they were not asked for or are not there.
   */
  public String path(Reference reference, Entity row) {
    if (!mask.wants(reference)) {
      return "";
    }
    List<String> found = new ArrayList<>();
    for (String id : reference.ids().apply(row)) {
      Integer place = places.get(id);
      if (place != null) {
        found.add(place.toString());
      }
    }
    return found.isEmpty()
        ? ""
        : found.stream().collect(Collectors.joining(",", "$.expanded[", "]"));
  }

  /** What the caller may do with a row of an app. */
  public ObjectNode permissions(Entity row) {
    boolean change = !row.deleted() && writableApps.contains(row.text("appId"));
    return Json.object().put("read", true).put("edit", change).put("delete", change);
  }

  /** The objects, each with its {@code @type}. */
  public ArrayNode objects() {
    ArrayNode list = Json.array();
    objects.forEach(each -> list.add(each.toExpanded()));
    return list;
  }
}
