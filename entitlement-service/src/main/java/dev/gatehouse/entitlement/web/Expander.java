package dev.gatehouse.entitlement.web;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Loads what the rows of an answer point to: one query for each kind. */
@Component
public class Expander {
  private final EntityStore store;

  Expander(EntityStore store) {
    this.store = store;
  }

  /** Loads those of the references that the mask asks for. */
  public Mono<Expanded> expand(List<Entity> rows, ExpandMask mask, List<Reference> references) {
    Map<EntityKind, Set<String>> wanted = new EnumMap<>(EntityKind.class);
    List<String> order = new ArrayList<>();
    for (Entity row : rows) {
      for (Reference reference : references) {
        if (mask.wants(reference)) {
          for (String id : reference.ids().apply(row)) {
            if (wanted.computeIfAbsent(reference.kind(), _ -> new LinkedHashSet<>()).add(id)) {
              order.add(id);
            }
          }
        }
      }
    }
    return Flux.fromIterable(wanted.entrySet())
        .flatMap(each -> store.findAll(each.getKey(), each.getValue()))
        .reduce(
            new HashMap<String, Entity>(),
            (all, some) -> {
              all.putAll(some);
              return all;
            })
        .map(found -> arrange(mask, order, found));
  }

  private static Expanded arrange(ExpandMask mask, List<String> order, Map<String, Entity> found) {
    List<Entity> objects = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (String id : order) {
      Entity entity = found.get(id);
      if (entity != null && !places.containsKey(id)) {
        places.put(id, objects.size());
        objects.add(entity);
      }
    }
    return new Expanded(mask, objects, places);
  }
}
