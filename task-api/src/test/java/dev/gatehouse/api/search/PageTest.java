package dev.gatehouse.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.api.search.Page.Place;
import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.api.task.store.SearchOrder;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final MessageShape SHAPE =
      Shapes.api().message("c1.api.task.v1.TaskSearchRequest");
  private static final String BY_NUMBER = "\"sortBy\": \"TASK_SEARCH_SORT_BY_TICKET_ID\"";
  private static final String OPEN = "\"taskStates\": [\"TASK_STATE_OPEN\"]";

  private static Page page(String... fields) {
    return Page.of(SHAPE.read(Json.mapper().readTree("{" + String.join(", ", fields) + "}")));
  }

  private static String token(String... fields) {
    return "\"pageToken\": \"" + page(fields).tokenAfter(new Place("7", "t7")) + "\"";
  }

  @Test
  void aPageGoesOnAfterTheLastRowOfTheOneBefore() {
    Page next = page(BY_NUMBER, OPEN, token(BY_NUMBER, OPEN));

    assertThat(next.conditions(SearchOrder.NUMBER))
        .containsExactly(new Condition.Beyond(SearchOrder.NUMBER, 7, "t7"));
  }

  @Test
  void sizeAndExpandedObjectsMayChangeFromPageToPage() {
    Page next =
        page(
            BY_NUMBER,
            token(BY_NUMBER, "\"pageSize\": 50"),
            "\"pageSize\": 20",
            "\"expandMask\": {\"paths\": [\"*\"]}",
            "\"subjectIds\": []");

    assertThat(next.after()).contains(new Place("7", "t7"));
    assertThat(next.size()).isEqualTo(20);
  }

  @Test
  void aTokenIsOfItsOwnSearch() {
    assertThatThrownBy(() -> page(token(BY_NUMBER)))
        .as("another order")
        .hasMessageStartingWith("Expected pageToken to be of the same search");
    assertThatThrownBy(() -> page(BY_NUMBER, OPEN, token(BY_NUMBER)))
        .as("other filters")
        .hasMessageStartingWith("Expected pageToken to be of the same search");
  }

  @Test
  void aSortThatTheApiDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> Sort.of("BY_COLOUR"))
        .hasMessage("Expected sortBy to be an order of the API, but it was BY_COLOUR.");
  }
}
