package dev.gatehouse.api.search;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.api.task.store.SearchOrder;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.page.Paging;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of the found tasks is wanted, in which order. A page begins after a row and not at a
 * number, so that nothing is shown twice when tasks come and go.
 */
record Page(SearchOrder order, int size, List<Condition> conditions) {
  private static final String SORT_BY = "TASK_SEARCH_SORT_BY_";

  static Page of(ObjectNode message) {
    SearchOrder order = order(message.path("sortBy").asString(""));
    Paging paging = Paging.ofMessage(message);
    return new Page(
        order, paging.size(), paging.token().map(token -> after(order, token)).stream().toList());
  }

  String tokenAfter(Task row) {
    long value = order.byTime() ? row.createdAt().toEpochMilli() : row.numericId();
    return PageToken.of(order.name(), Long.toString(value), row.id().value()).encode();
  }

  private static SearchOrder order(String sortBy) {
    return switch (sortBy) {
      case "", SORT_BY + "UNSPECIFIED", SORT_BY + "REVERSE_CREATED_AT" -> SearchOrder.NEWEST_FIRST;
      case SORT_BY + "CREATED_AT" -> SearchOrder.OLDEST_FIRST;
      case SORT_BY + "TICKET_ID" -> SearchOrder.NUMBER;
      case SORT_BY + "REVERSE_TICKET_ID" -> SearchOrder.NUMBER_DOWN;
      default ->
          throw new ApiException(
              Code.INVALID_ARGUMENT,
              "Expected sortBy to be by creation or ticket id, but " + sortBy + " is not served.");
    };
  }

  private static Condition after(SearchOrder order, PageToken token) {
    List<String> values = token.after();
    if (values.size() == 3 && values.getFirst().equals(order.name())) {
      try {
        return new Condition.Beyond(order, Long.parseLong(values.get(1)), values.get(2));
      } catch (NumberFormatException e) {
        throw another();
      }
    }
    throw another();
  }

  private static ApiException another() {
    return new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected pageToken to be of a search with the same order, but it was not.");
  }
}
