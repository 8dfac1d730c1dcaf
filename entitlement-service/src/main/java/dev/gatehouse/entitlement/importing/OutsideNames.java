package dev.gatehouse.entitlement.importing;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a file names but does not bring: things of an earlier import from the same source, or real
 * ids. Collected first, looked up together.
 */
final class OutsideNames {
  private final ImportFile file;
  private final Map<EntityKind, Set<String>> wanted = new EnumMap<>(EntityKind.class);
  private final Map<EntityKind, Map<String, Entity>> found = new EnumMap<>(EntityKind.class);

  OutsideNames(ImportFile file) {
    this.file = file;
  }

  void want(EntityKind kind, String text) {
    if (file.find(kind, text) == null) {
      wanted.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(text);
    }
  }

  Mono<Void> load(EntityStore store) {
    return Flux.fromIterable(wanted.entrySet())
        .concatMap(
            each -> {
              List<String> ids = new ArrayList<>(each.getValue());
              each.getValue().forEach(text -> ids.add(derived(each.getKey(), text)));
              return store
                  .findAll(each.getKey(), ids)
                  .doOnNext(entities -> found.put(each.getKey(), entities));
            })
        .then();
  }

  /** The live entity that the text names: of an earlier import, or by its real id. */
  @Nullable Entity find(EntityKind kind, String text) {
    Map<String, Entity> known = found.getOrDefault(kind, Map.of());
    Entity imported = known.get(derived(kind, text));
    if (imported != null && !imported.deleted()) {
      return imported;
    }
    Entity named = known.get(text);
    return named == null || named.deleted() ? null : named;
  }

  private String derived(EntityKind kind, String text) {
    return Draft.id(file.source(), kind, text);
  }
}
