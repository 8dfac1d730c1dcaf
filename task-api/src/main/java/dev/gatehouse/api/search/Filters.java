package dev.gatehouse.api.search;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.search.Filter;
import dev.gatehouse.runtime.store.SearchFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a search asks for. Lists are alternatives, fields add up. A filter that this version does
 * not serve is refused, since an answer without it would look like one with it.
 */
final class Filters {
  private static final int LONGEST_LIST = 200;
  private static final int MOST_WORDS = 10;
  private static final String ID = "_id";

  /** Fields that are no filters. */
  private static final Set<String> OTHERS =
      Set.of("pageSize", "pageToken", "sortBy", "expandMask", "includeDeleted");

  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("subjectIds", SearchFields.SUBJECT_USER_ID),
          Map.entry("appUserSubjectIds", SearchFields.APP_USER_ID),
          Map.entry("assigneesInIds", SearchFields.ASSIGNEES),
          Map.entry("myWorkUserIds", SearchFields.ASSIGNEES),
          Map.entry("openerIds", SearchFields.CREATED_BY),
          Map.entry("previouslyActedOnIds", SearchFields.ACTED_BY),
          Map.entry("applicationIds", SearchFields.APP_ID),
          Map.entry("appEntitlementIds", SearchFields.ENTITLEMENT_ID));

  private static final Map<String, String> EXCLUDED =
      Map.of(
          "excludeIds", ID,
          "excludeApplicationIds", SearchFields.APP_ID,
          "excludeAppEntitlementIds", SearchFields.ENTITLEMENT_ID);

  private Filters() {}

  static List<Condition> of(ObjectNode message, Instant now) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : message.properties()) {
      if (!OTHERS.contains(field.getKey()) && !Filter.isUnset(field.getValue())) {
        conditions.addAll(condition(field.getKey(), field.getValue(), now));
      }
    }
    return conditions;
  }

  private static List<Condition> condition(String field, JsonNode value, Instant now) {
    checkLength(field, value);
    if (LISTS.containsKey(field)) {
      return List.of(new Condition.In(LISTS.get(field), texts(value)));
    }
    if (EXCLUDED.containsKey(field)) {
      return List.of(new Condition.NotIn(EXCLUDED.get(field), texts(value)));
    }
    return switch (field) {
      case "refs" -> List.of(new Condition.In(ID, value.findValuesAsString("id")));
      case "taskStates" -> in(SearchFields.STATE, names(value, "TASK_STATE_"));
      case "taskTypes" -> List.of(new Condition.In(SearchFields.TYPE, types(value)));
      case "assignedOrStepApproverUserId" ->
          List.of(new Condition.In(SearchFields.ASSIGNEES, List.of(value.asString())));
      case "openerOrSubjectUserId" ->
          List.of(
              new Condition.Any(
                  List.of(
                      new Condition.In(SearchFields.CREATED_BY, List.of(value.asString())),
                      new Condition.In(SearchFields.SUBJECT_USER_ID, List.of(value.asString())))));
      case "createdAfter" -> after(SearchFields.CREATED_AT, value);
      case "createdBefore" -> before(SearchFields.CREATED_AT, value);
      case "outcomeAfter" -> after(SearchFields.OUTCOME_TIME, value);
      case "outcomeBefore" -> before(SearchFields.OUTCOME_TIME, value);
      case "olderThanDuration" ->
          List.of(
              new Condition.Before(
                  SearchFields.CREATED_AT, now.minus(Durations.parse(value.asString()))));
      case "emergencyStatus" -> emergency(value.asString());
      case "currentStep" ->
          in(
              SearchFields.CURRENT_STEP_KIND,
              names(List.of(value.asString()), "TASK_SEARCH_CURRENT_STEP_"));
      case "grantOutcomes" -> outcomes("GRANT", "GRANTED", texts(value));
      case "revokeOutcomes" -> outcomes("REVOKE", "REVOKED", texts(value));
      case "query" -> words(value.asString());
      default -> throw Filter.unserved(field);
    };
  }

  private static void checkLength(String field, JsonNode value) {
    if (value.isArray() && value.size() > LONGEST_LIST) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected at most %d %s, but there were %d."
              .formatted(LONGEST_LIST, field, value.size()));
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(each -> each.asString("")).toList();
  }

  private static List<String> names(JsonNode list, String prefix) {
    return names(texts(list), prefix);
  }

  private static List<String> names(List<String> values, String prefix) {
    return values.stream()
        .filter(name -> !Filter.isZero(name))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  private static List<Condition> in(String field, List<String> values) {
    return values.isEmpty() ? List.of() : List.of(new Condition.In(field, values));
  }

  private static List<Condition> after(String field, JsonNode time) {
    return List.of(new Condition.After(field, Timestamps.parse(time.asString())));
  }

  private static List<Condition> before(String field, JsonNode time) {
    return List.of(new Condition.Before(field, Timestamps.parse(time.asString())));
  }

  /**
   * Types are given as tasks have them, {@code {"grant": {}}}; only their kind can be asked for.
   */
  private static List<String> types(JsonNode list) {
    List<String> types = new ArrayList<>();
    for (JsonNode type : list) {
      for (Map.Entry<String, JsonNode> kind : type.properties()) {
        for (Map.Entry<String, JsonNode> detail : kind.getValue().properties()) {
          if (!Filter.isUnset(detail.getValue())) {
            throw new ApiException(
                Code.INVALID_ARGUMENT,
                "Expected taskTypes to name kinds of tasks only, but %s.%s was set."
                    .formatted(kind.getKey(), detail.getKey()));
          }
        }
        types.add(kind.getKey().toUpperCase(Locale.ROOT));
      }
    }
    return types;
  }

  private static List<Condition> emergency(String status) {
    return switch (status) {
      case "EMERGENCY" -> List.of(new Condition.In(SearchFields.EMERGENCY, List.of(true)));
      case "NON_EMERGENCY" -> List.of(new Condition.In(SearchFields.EMERGENCY, List.of(false)));
      default -> List.of();
    };
  }

  private static List<Condition> outcomes(String type, String success, List<String> names) {
    List<@Nullable String> values = new ArrayList<>();
    for (String name : names) {
      String outcome = name.substring((type + "_OUTCOME_").length());
      values.add(Filter.isZero(outcome) ? null : stored(outcome, success));
    }
    return List.of(
        new Condition.In(SearchFields.TYPE, List.of(type)),
        new Condition.In(SearchFields.OUTCOME, Arrays.asList(values.toArray())));
  }

  private static String stored(String outcome, String success) {
    return outcome.equals(success) ? Outcome.SUCCESS.name() : outcome;
  }

  private static List<Condition> words(String query) {
    List<String> words = SearchFields.wordsOf(query).distinct().toList();
    if (words.size() > MOST_WORDS) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected query to have at most " + MOST_WORDS + " words, but it had more.");
    }
    return words.stream().<Condition>map(Condition.WordPrefix::new).toList();
  }
}
