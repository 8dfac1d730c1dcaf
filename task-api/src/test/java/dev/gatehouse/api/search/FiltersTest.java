package dev.gatehouse.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.api.task.store.SearchOrder;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.runtime.store.SearchFields;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class FiltersTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final MessageShape SHAPE =
      Shapes.api().message("c1.api.task.v1.TaskSearchRequest");

  private static ObjectNode message(String json) {
    return SHAPE.read(Json.mapper().readTree(json));
  }

  private static List<Condition> filters(String json) {
    return Filters.of(message(json), NOW);
  }

  @Test
  void whatClientsWriteOutEmptyAsksForNothing() {
    ObjectNode everything = SHAPE.complete(Json.object());

    assertThat(Filters.of(SHAPE.read(everything), NOW)).isEmpty();
  }

  @Test
  void listsAreAlternativesAndFieldsAddUp() {
    assertThat(
            filters(
                "{\"taskStates\": [\"TASK_STATE_OPEN\"], \"taskTypes\": [{\"grant\": {}},"
                    + " {\"revoke\": {}}]}"))
        .containsExactlyInAnyOrder(
            new Condition.In(SearchFields.STATE, List.of("OPEN")),
            new Condition.In(SearchFields.TYPE, List.of("GRANT", "REVOKE")));
  }

  @Test
  void wordsAreLookedForFromTheirBeginning() {
    assertThat(filters("{\"query\": \"Wiki EDIT\"}"))
        .containsExactly(new Condition.WordPrefix("wiki"), new Condition.WordPrefix("edit"));
  }

  @Test
  void anOutcomeIsLookedForInItsOwnTypeOnly() {
    assertThat(
            filters("{\"grantOutcomes\": [\"GRANT_OUTCOME_GRANTED\", \"GRANT_OUTCOME_DENIED\"]}"))
        .containsExactly(
            new Condition.In(SearchFields.TYPE, List.of("GRANT")),
            new Condition.In(SearchFields.OUTCOME, Arrays.asList("SUCCESS", "DENIED")));
  }

  @Test
  void timesBoundTheirFields() {
    assertThat(filters("{\"olderThanDuration\": \"3600s\"}"))
        .containsExactly(
            new Condition.Before(SearchFields.CREATED_AT, Instant.parse("2025-12-31T23:00:00Z")));
  }

  @Test
  void everyFilterOfTheContractIsServedOrRefused() {
    for (String field : SHAPE.fieldNames()) {
      ObjectNode message = Json.object();
      message.put(field, "x");
      try {
        Filters.of(message, NOW);
      } catch (ApiException e) {
        assertThat(e.getMessage()).startsWith("Expected a search without " + field);
      } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
        // It is served, and would have liked another value.
      }
    }
    assertThatThrownBy(() -> filters("{\"accountOwnerIds\": [\"a\"]}"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("this version cannot search by it");
  }

  @Test
  void longListsAreRefused() {
    ObjectNode message = Json.object();
    for (int i = 0; i < 201; i++) {
      message.withArray("subjectIds").add("u" + i);
    }

    assertThatThrownBy(() -> Filters.of(message, NOW))
        .hasMessage("Expected at most 200 subjectIds, but there were 201.");
  }

  @Test
  void aPageTokenIsOfItsOwnOrder() {
    String token = PageToken.of(SearchOrder.NUMBER.name(), "7", "t7").encode();
    ObjectNode same =
        message(
            "{\"sortBy\": \"TASK_SEARCH_SORT_BY_TICKET_ID\", \"pageToken\": \"" + token + "\"}");

    assertThat(Page.of(same).conditions())
        .containsExactly(new Condition.Beyond(SearchOrder.NUMBER, 7, "t7"));
    assertThatThrownBy(() -> Page.of(message("{\"pageToken\": \"" + token + "\"}")))
        .hasMessageStartingWith("Expected pageToken to be of a search with the same order");
  }

  @Test
  void ordersThatAreNotServedAreRefused() {
    assertThatThrownBy(() -> Page.of(message("{\"sortBy\": \"TASK_SEARCH_SORT_BY_ACCOUNT\"}")))
        .hasMessageContaining("TASK_SEARCH_SORT_BY_ACCOUNT is not served");
  }
}
