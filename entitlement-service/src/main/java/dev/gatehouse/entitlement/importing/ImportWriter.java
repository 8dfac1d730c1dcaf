package dev.gatehouse.entitlement.importing;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Writes the objects of a file that differ from what is there. */
record ImportWriter(EntityStore store, String source, boolean dryRun) {
  private static final int AT_ONCE = 500;

  /** Writes objects of one kind. */
  Mono<Void> write(EntityKind kind, List<Draft> drafts, ImportReport report) {
    return Flux.fromIterable(drafts)
        .buffer(AT_ONCE)
        .concatMap(some -> writeSome(kind, some, report))
        .then();
  }

  private Mono<Void> writeSome(EntityKind kind, List<Draft> drafts, ImportReport report) {
    return store
        .findAll(kind, drafts.stream().map(Draft::id).toList())
        .flatMap(
            stored -> {
              Map<Draft, Entity> before = new LinkedHashMap<>();
              Map<Entity, ObjectNode> changes = new LinkedHashMap<>();
              for (Draft draft : drafts) {
                Entity known =
                    stored.getOrDefault(draft.id(), Entity.create(kind, draft.id(), Json.object()));
                before.put(draft, known);
                ObjectNode after = merged(known, draft);
                if (!after.equals(known.fields())) {
                  changes.put(known, after);
                }
              }
              if (dryRun) {
                before.forEach((draft, known) -> count(draft, known, changes, report));
                return Mono.<Void>empty();
              }
              return store
                  .putAll(kind, changes)
                  .flatMap(
                      written -> {
                        if (written == changes.size()) {
                          before.forEach((draft, known) -> count(draft, known, changes, report));
                          return Mono.<Void>empty();
                        }
                        return oneByOne(before, report);
                      });
            });
  }

  private static void count(
      Draft draft, Entity known, Map<Entity, ObjectNode> changes, ImportReport report) {
    report.add(
        draft.path(),
        known.version() == 0
            ? new ImportOutcome.Created()
            : changes.containsKey(known)
                ? new ImportOutcome.Updated()
                : new ImportOutcome.Unchanged());
  }

  /** Somebody else wrote meanwhile: each object is tried again, to learn which cannot be. */
  private Mono<Void> oneByOne(Map<Draft, Entity> before, ImportReport report) {
    return Flux.fromIterable(before.entrySet())
        .concatMap(
            each -> {
              Draft draft = each.getKey();
              Entity known = each.getValue();
              return again(draft)
                  .doOnNext(
                      after ->
                          report.add(
                              draft.path(),
                              known.version() == 0
                                  ? new ImportOutcome.Created()
                                  : after.version() == known.version()
                                      ? new ImportOutcome.Unchanged()
                                      : new ImportOutcome.Updated()))
                  .onErrorResume(
                      ApiException.class,
                      e -> {
                        draft.refuse(e.error().message());
                        report.refuse(draft.path(), e.error().message());
                        return Mono.empty();
                      });
            })
        .then();
  }

  private Mono<Entity> again(Draft draft) {
    return store
        .find(draft.kind(), draft.id())
        .flatMap(
            known ->
                known.deleted()
                    ? Mono.just(known)
                    : store.edit(draft.kind(), draft.id(), live -> Mono.just(merged(live, draft))))
        .switchIfEmpty(
            Mono.defer(
                () -> {
                  Entity fresh = Entity.create(draft.kind(), draft.id(), Json.object());
                  return store.create(
                      Entity.create(draft.kind(), draft.id(), merged(fresh, draft)));
                }));
  }

  /** What the file says over what is there; what it does not speak of stays. */
  private ObjectNode merged(Entity known, Draft draft) {
    ObjectNode after = known.copy();
    after.setAll(draft.fields());
    if (draft.fields().has("durationGrant")) {
      after.remove("durationUnset");
    } else if (draft.fields().has("durationUnset")) {
      after.remove("durationGrant");
    }
    after.put(Hidden.SOURCE, source);
    after.put(Hidden.REFERENCE, draft.reference());
    after.remove("deletedAt");
    return after;
  }
}
