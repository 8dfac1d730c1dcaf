package dev.gatehouse.api.search;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.api.search.Page.Place;
import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.api.task.store.SearchOrder;
import dev.gatehouse.api.task.store.TaskReader;
import dev.gatehouse.api.task.view.CatalogObjects;
import dev.gatehouse.api.task.view.Expansion;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds a page of tasks. What the tasks alone answer the database does; what only the catalogue
 * knows is looked up for the tasks that are left, some at a time.
 */
@Component
class TaskFinder {
  /** So many tasks are looked up in the catalogue in one call. */
  private static final int AT_ONCE = 100;

  /** After so many a page ends, also if it is not full: its token goes on from there. */
  private static final int MOST_EXAMINED = 2_000;

  /** More than these are not sorted by names of the catalogue. */
  private static final int MOST_SORTED = 2_000;

  private final TaskReader tasks;
  private final CatalogClient catalog;

  TaskFinder(TaskReader tasks, CatalogClient catalog) {
    this.tasks = tasks;
    this.catalog = catalog;
  }

  /**
   * A page.
   *
   * @param next the token of the next one; empty after the last
   */
  record Found(List<Task> rows, String next) {
    Found {
      rows = List.copyOf(rows);
    }
  }

  Mono<Found> find(List<Condition> conditions, CatalogFilters filters, Page page) {
    return switch (page.sort()) {
      case Sort.ByTask sort ->
          filters.isEmpty()
              ? findAtOnce(conditions, sort.order(), page)
              : new Scan(conditions, filters, sort.order()).goOn(page);
      case Sort.ByCatalog sort -> findSorted(conditions, filters, sort.order(), page);
    };
  }

  private Mono<Found> findAtOnce(List<Condition> conditions, SearchOrder order, Page page) {
    return tasks
        .search(both(conditions, page.conditions(order)), order, page.size() + 1)
        .map(
            found -> {
              if (found.size() <= page.size()) {
                return new Found(found, "");
              }
              List<Task> rows = found.subList(0, page.size());
              return new Found(rows, page.tokenAfter(Place.of(order, rows.getLast())));
            });
  }

  private static List<Condition> both(List<Condition> some, List<Condition> more) {
    List<Condition> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** Goes through the tasks in their order until a page is full. */
  private final class Scan {
    private final List<Condition> conditions;
    private final CatalogFilters filters;
    private final SearchOrder order;
    private final List<Task> kept = new ArrayList<>();
    private int examined;

    Scan(List<Condition> conditions, CatalogFilters filters, SearchOrder order) {
      this.conditions = conditions;
      this.filters = filters;
      this.order = order;
    }

    Mono<Found> goOn(Page page) {
      return tasks
          .search(both(conditions, page.conditions(order)), order, AT_ONCE)
          .flatMap(
              some ->
                  CatalogObjects.of(catalog, filters.needs(), some)
                      .flatMap(
                          objects -> {
                            kept.addAll(filters.keep(some, objects));
                            examined += some.size();
                            return ended(page, some);
                          }));
    }

    private Mono<Found> ended(Page page, List<Task> some) {
      if (kept.size() > page.size()) {
        List<Task> rows = kept.subList(0, page.size());
        return Mono.just(new Found(rows, page.tokenAfter(Place.of(order, rows.getLast()))));
      }
      if (some.size() < AT_ONCE) {
        return Mono.just(new Found(kept, ""));
      }
      Place last = Place.of(order, some.getLast());
      return examined >= MOST_EXAMINED
          ? Mono.just(new Found(kept, page.tokenAfter(last)))
          : goOn(page.goingOn(last));
    }
  }

  private record Row(Place place, Task task) {}

  private Mono<Found> findSorted(
      List<Condition> conditions, CatalogFilters filters, CatalogOrder order, Page page) {
    Set<Expansion> needs = new HashSet<>(filters.needs());
    needs.add(order.of());
    return tasks
        .search(conditions, SearchOrder.NEWEST_FIRST, MOST_SORTED + 1)
        .map(TaskFinder::refuseMany)
        .flatMapMany(found -> Flux.fromIterable(found).buffer(AT_ONCE))
        .concatMap(
            some ->
                CatalogObjects.of(catalog, needs, some)
                    .flatMapIterable(objects -> rows(filters.keep(some, objects), order, objects)))
        .filter(row -> page.after().map(last -> row.place().compareTo(last) > 0).orElse(true))
        .sort((one, other) -> one.place().compareTo(other.place()))
        .take(page.size() + 1L)
        .collectList()
        .map(rows -> cut(rows, page));
  }

  private static List<Task> refuseMany(List<Task> found) {
    if (found.size() > MOST_SORTED) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected a search that finds at most %,d tasks for this order, but it finds more; narrow"
                  .formatted(MOST_SORTED)
              + " the search, or sort by creation or ticket id.");
    }
    return found;
  }

  private static List<Row> rows(List<Task> some, CatalogOrder order, CatalogObjects objects) {
    return some.stream()
        .map(task -> new Row(new Place(order.key(task, objects), task.id().value()), task))
        .toList();
  }

  private static Found cut(List<Row> rows, Page page) {
    List<Row> some = rows.subList(0, Math.min(rows.size(), page.size()));
    Optional<Place> next =
        rows.size() > page.size() ? Optional.of(some.getLast().place()) : Optional.empty();
    return new Found(some.stream().map(Row::task).toList(), next.map(page::tokenAfter).orElse(""));
  }
}
