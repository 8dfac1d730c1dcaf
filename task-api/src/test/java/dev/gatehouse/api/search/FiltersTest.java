package dev.gatehouse.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.runtime.store.SearchFields;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        .containsExactly(outcomes("GRANT", "SUCCESS", "DENIED"));
  }

  @Test
  void outcomesOfSeveralTypesAreAlternatives() {
    assertThat(
            filters(
                "{\"grantOutcomes\": [\"GRANT_OUTCOME_GRANTED\"], \"revokeOutcomes\":"
                    + " [\"REVOKE_OUTCOME_ERROR\"], \"certifyOutcomes\":"
                    + " [\"CERTIFY_OUTCOME_DECERTIFIED\"]}"))
        .containsExactly(
            new Condition.Any(
                List.of(
                    outcomes("GRANT", "SUCCESS"),
                    outcomes("REVOKE", "ERROR"),
                    outcomes("CERTIFY", "DENIED"))));
  }

  @Test
  void anUnspecifiedOutcomeIsNone() {
    assertThat(filters("{\"grantOutcomes\": [\"GRANT_OUTCOME_UNSPECIFIED\"]}"))
        .containsExactly(outcomes("GRANT", (Object) null));
  }

  private static Condition outcomes(String type, @Nullable Object... outcomes) {
    return new Condition.All(
        List.of(
            new Condition.In(SearchFields.TYPE, List.of(type)),
            new Condition.In(SearchFields.OUTCOME, Arrays.asList(outcomes))));
  }

  @Test
  void workIsWhatPeopleAreAskedOnAndMayIncludeWhatTheyActedOnLately() {
    Condition asked = new Condition.In(SearchFields.ASSIGNEES, List.of("a"));
    Condition lately = new Condition.After(SearchFields.UPDATED_AT, NOW);
    assertThat(filters("{\"myWorkUserIds\": [\"a\"]}")).containsExactly(asked);
    assertThat(
            filters(
                "{\"myWorkUserIds\": [\"a\"], \"includeActedAfter\": \"2026-01-01T00:00:00Z\"}"))
        .containsExactly(
            new Condition.Any(
                List.of(
                    asked,
                    new Condition.All(
                        List.of(new Condition.In(SearchFields.ACTED_BY, List.of("a")), lately)))));
    assertThat(filters("{\"includeActedAfter\": \"2026-01-01T00:00:00Z\"}"))
        .containsExactly(
            new Condition.All(
                List.of(new Condition.NotIn(SearchFields.ACTED_BY, List.of(List.of())), lately)));
  }

  @Test
  void kindsOfApproversAreLookedForAsTasksNameThem() {
    assertThat(filters("{\"stepApprovalTypes\": [\"STEP_APPROVAL_TYPE_ENTITLEMENT_OWNERS\"]}"))
        .containsExactly(
            new Condition.In(SearchFields.APPROVERS_KIND, List.of("EntitlementOwners")));
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
    assertThatThrownBy(() -> filters("{\"accessReviewIds\": [\"a\"]}"))
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
}
