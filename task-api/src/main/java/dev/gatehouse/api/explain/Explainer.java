package dev.gatehouse.api.explain;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.api.task.store.TaskReader;
import dev.gatehouse.core.explain.Explained;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Has something explained, as often as more has to be known for it. What is known is asked anew for
 * each explanation, as it is for a decision.
 */
@Component
class Explainer {
  /** As an explanation looks at all steps, it asks more than a decision may. */
  private static final int ROUNDS = 40;

  private final CatalogClient catalog;
  private final TaskReader tasks;

  Explainer(CatalogClient catalog, TaskReader tasks) {
    this.catalog = catalog;
    this.tasks = tasks;
  }

  /** What is told with all facts that it depends on: an explanation, or a refusal. */
  Mono<Explained> explain(Function<Facts, Explained> telling) {
    return explain(telling, Facts.NONE, ROUNDS);
  }

  private Mono<Explained> explain(Function<Facts, Explained> telling, Facts known, int rounds) {
    return Mono.fromCallable(() -> telling.apply(known))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            explained ->
                switch (explained) {
                  case Explained.Told told -> Mono.just(told);
                  case Explained.Refused refused -> Mono.just(refused);
                  case Explained.Needs needs when rounds == 0 -> Mono.error(tooMany());
                  case Explained.Needs needs ->
                      answers(needs.queries())
                          .flatMap(found -> explain(telling, known.with(found), rounds - 1));
                });
  }

  private static ApiException tooMany() {
    return new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected a policy whose steps ask for less one after the other, but they still asked after"
            + " %d rounds.".formatted(ROUNDS));
  }

  private Mono<Map<Query<?>, Object>> answers(Set<Query<?>> queries) {
    List<Query.OfCatalog<?>> ofCatalog = new ArrayList<>();
    List<Query.OpenTaskFor> open = new ArrayList<>();
    for (Query<?> query : queries) {
      switch (query) {
        case Query.MarkLeaving q -> throw changing(q);
        case Query.UnmarkLeaving q -> throw changing(q);
        case Query.RecordByHand q -> throw changing(q);
        case Query.EndReasons q -> throw changing(q);
        case Query.NumericIdFor q -> throw changing(q);
        case Query.OpenTaskFor q -> open.add(q);
        case Query.OfTasks<?> q ->
            throw new IllegalStateException("An explanation asked about other tasks: " + q);
        case Query.OfCatalog<?> q -> ofCatalog.add(q);
      }
    }
    return Mono.zip(
            ofCatalog.isEmpty() ? Mono.just(Map.<Query<?>, Object>of()) : catalog.facts(ofCatalog),
            open(open))
        .map(
            found -> {
              Map<Query<?>, Object> all = new HashMap<>(found.getT1());
              all.putAll(found.getT2());
              return all;
            });
  }

  private Mono<Map<Query<?>, Object>> open(List<Query.OpenTaskFor> queries) {
    return Flux.fromIterable(queries)
        .concatMap(
            query ->
                tasks
                    .findOpen(query.openKey())
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.<TaskId>empty())
                    .map(found -> Map.<Query<?>, Object>entry(query, found)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static IllegalStateException changing(Query<?> query) {
    return new IllegalStateException("An explanation would have changed something: " + query);
  }
}
