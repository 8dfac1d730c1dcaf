package dev.gatehouse.entitlement.web;

import dev.gatehouse.entitlement.access.CatalogAccess;
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
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Loads what stands beside the rows of an answer: one query for each kind. */
@Component
public class Expander {
  private final EntityStore store;
  private final CatalogAccess access;

  Expander(EntityStore store, CatalogAccess access) {
    this.store = store;
    this.access = access;
  }

  /** Loads those of the view's references that the mask asks for, and the caller's rights. */
  public Mono<Expanded> expand(List<Entity> rows, ExpandMask mask, EntityView view) {
    return writable(rows, view)
        .flatMap(writable -> expand(rows, mask, view.references(), writable));
  }

  private Mono<Set<String>> writable(List<Entity> rows, EntityView view) {
    return view.rights()
        ? access.writable(rows.stream().map(row -> row.text("appId")).collect(Collectors.toSet()))
        : Mono.just(Set.of());
  }

  private Mono<Expanded> expand(
      List<Entity> rows, ExpandMask mask, List<Reference> references, Set<String> writable) {
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
        .map(found -> arrange(mask, order, found, writable));
  }

  private static Expanded arrange(
      ExpandMask mask, List<String> order, Map<String, Entity> found, Set<String> writable) {
    List<Entity> objects = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (String id : order) {
      Entity entity = found.get(id);
      if (entity != null && !places.containsKey(id)) {
        places.put(id, objects.size());
        objects.add(entity);
      }
    }
    return new Expanded(mask, objects, places, writable);
  }
}
