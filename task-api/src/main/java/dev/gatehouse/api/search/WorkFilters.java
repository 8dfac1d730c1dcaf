package dev.gatehouse.api.search;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.search.Filter;
import dev.gatehouse.runtime.store.SearchFields;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody's work: what they are asked on, and, if so wanted, what they have acted on and that has
 * changed after a point in time. That time alone asks for what anybody has acted on.
 */
final class WorkFilters {
  private static final String PEOPLE = "myWorkUserIds";
  private static final String ACTED_AFTER = "includeActedAfter";

  static final Set<String> FIELDS = Set.of(PEOPLE, ACTED_AFTER);

  /** The list of those who have acted is not the empty one. */
  private static final Condition ANYBODY =
      new Condition.NotIn(SearchFields.ACTED_BY, List.of(List.of()));

  private WorkFilters() {}

  static List<Condition> of(ObjectNode message) {
    JsonNode people = message.path(PEOPLE);
    JsonNode after = message.path(ACTED_AFTER);
    if (Filter.isUnset(people)) {
      return Filter.isUnset(after) ? List.of() : List.of(acted(ANYBODY, after));
    }
    List<String> ids = Json.texts(people);
    Condition asked = new Condition.In(SearchFields.ASSIGNEES, ids);
    Condition theirs = new Condition.In(SearchFields.ACTED_BY, ids);
    return List.of(
        Filter.isUnset(after) ? asked : new Condition.Any(List.of(asked, acted(theirs, after))));
  }

  private static Condition acted(Condition by, JsonNode after) {
    return new Condition.All(
        List.of(
            by, new Condition.After(SearchFields.UPDATED_AT, Timestamps.parse(after.asString()))));
  }
}
