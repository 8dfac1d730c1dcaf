package dev.gatehouse.api.search;

import dev.gatehouse.api.task.store.SearchOrder;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.Arrays;

/** How found tasks are ordered. */
sealed interface Sort {
  String PREFIX = "TASK_SEARCH_SORT_BY_";

  /** By what stands in the tasks: the database does it. */
  record ByTask(SearchOrder order) implements Sort {
    @Override
    public String name() {
      return order.name();
    }
  }

  /** By what stands in the catalogue: all found tasks are read and sorted. */
  record ByCatalog(CatalogOrder order) implements Sort {
    @Override
    public String name() {
      return order.name();
    }
  }

  /** Its name within page tokens. */
  String name();

  /** The order that {@code sortBy} names; the newest first without one. */
  static Sort of(String sortBy) {
    String name = sortBy.startsWith(PREFIX) ? sortBy.substring(PREFIX.length()) : sortBy;
    return switch (name) {
      case "", "UNSPECIFIED", "REVERSE_CREATED_AT" -> new ByTask(SearchOrder.NEWEST_FIRST);
      case "CREATED_AT" -> new ByTask(SearchOrder.OLDEST_FIRST);
      case "TICKET_ID" -> new ByTask(SearchOrder.NUMBER);
      case "REVERSE_TICKET_ID" -> new ByTask(SearchOrder.NUMBER_DOWN);
      default ->
          Arrays.stream(CatalogOrder.values())
              .filter(order -> order.name().equals(name))
              .<Sort>map(ByCatalog::new)
              .findFirst()
              .orElseThrow(
                  () ->
                      new ApiException(
                          Code.INVALID_ARGUMENT,
                          "Expected sortBy to be an order of the API, but it was " + sortBy + "."));
    };
  }
}
