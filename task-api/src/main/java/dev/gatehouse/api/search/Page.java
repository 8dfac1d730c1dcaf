package dev.gatehouse.api.search;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.api.task.store.SearchOrder;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.page.Paging;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of the found tasks is wanted, in which order. A page begins after a row and not at a
 * number, so that nothing is shown twice when tasks come and go.
 *
 * @param query what is asked for, in short: a token of another search is refused
 * @param after the row that the page before this one ended with
 */
record Page(Sort sort, int size, String query, Optional<Place> after) {
  private static final int PARTS = 4;

  /** The place of a row: the value that it is ordered by, and its id. */
  record Place(String value, String id) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byValue = value.compareTo(other.value);
      return byValue != 0 ? byValue : id.compareTo(other.id);
    }

    static Place of(SearchOrder order, Task row) {
      long value = order.byTime() ? row.createdAt().toEpochMilli() : row.numericId();
      return new Place(Long.toString(value), row.id().value());
    }

    Condition beyond(SearchOrder order) {
      try {
        return new Condition.Beyond(order, Long.parseLong(value), id);
      } catch (NumberFormatException e) {
        throw another();
      }
    }
  }

  static Page of(ObjectNode message) {
    Sort sort = Sort.of(message.path("sortBy").asString(""));
    Paging paging = Paging.ofMessage(message);
    String query = QueryDigest.of(message);
    return new Page(
        sort, paging.size(), query, paging.token().map(token -> place(sort, query, token)));
  }

  /** The page that goes on after this place. */
  Page goingOn(Place place) {
    return new Page(sort, size, query, Optional.of(place));
  }

  /** What the database has to meet for rows of this page only. */
  List<Condition> conditions(SearchOrder order) {
    return after.map(place -> place.beyond(order)).stream().toList();
  }

  String tokenAfter(Place place) {
    return PageToken.of(sort.name(), query, place.value(), place.id()).encode();
  }

  private static Place place(Sort sort, String query, PageToken token) {
    List<String> parts = token.after();
    if (parts.size() == PARTS && parts.get(0).equals(sort.name()) && parts.get(1).equals(query)) {
      return new Place(parts.get(2), parts.get(3));
    }
    throw another();
  }

  private static ApiException another() {
    return new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected pageToken to be of the same search, with the same filters and order, but it was"
            + " not.");
  }
}
