package dev.gatehouse.entitlement.web;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;

/** The objects that stand once in an answer and that its rows point to. */
public final class Expanded {
  private final ExpandMask mask;
  private final List<Entity> objects;
  private final Map<String, Integer> places;

  Expanded(ExpandMask mask, List<Entity> objects, Map<String, Integer> places) {
    this.mask = mask;
    this.objects = List.copyOf(objects);
    this.places = Map.copyOf(places);
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

  /** The objects, each with its {@code @type}. */
  public ArrayNode objects() {
    ArrayNode list = Json.array();
    objects.forEach(each -> list.add(each.toExpanded()));
    return list;
  }
}
