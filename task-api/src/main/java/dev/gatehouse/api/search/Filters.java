package dev.gatehouse.api.search;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Json;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Fields whose meaning depends on others of them. */
  private static final Set<String> TOGETHER =
      Stream.concat(OutcomeFilters.FIELDS.stream(), WorkFilters.FIELDS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("subjectIds", SearchFields.SUBJECT_USER_ID),
          Map.entry("appUserSubjectIds", SearchFields.APP_USER_ID),
          Map.entry("assigneesInIds", SearchFields.ASSIGNEES),
          Map.entry("openerIds", SearchFields.CREATED_BY),
          Map.entry("previouslyActedOnIds", SearchFields.ACTED_BY),
          Map.entry("accountOwnerIds", SearchFields.IDENTITY_USER_ID),
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
      String name = field.getKey();
      if (!OTHERS.contains(name) && !Filter.isUnset(field.getValue())) {
        checkLength(name, field.getValue());
        if (!TOGETHER.contains(name) && CatalogFilter.ofField(name).isEmpty()) {
          conditions.addAll(condition(name, field.getValue(), now));
        }
      }
    }
    conditions.addAll(OutcomeFilters.of(message));
    conditions.addAll(WorkFilters.of(message));
    return conditions;
  }

  private static List<Condition> condition(String field, JsonNode value, Instant now) {
    if (LISTS.containsKey(field)) {
      return List.of(new Condition.In(LISTS.get(field), Json.texts(value)));
    }
    if (EXCLUDED.containsKey(field)) {
      return List.of(new Condition.NotIn(EXCLUDED.get(field), Json.texts(value)));
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
      case "actorId" -> List.of(new Condition.In(SearchFields.ACTED_BY, List.of(value.asString())));
      case "stepApprovalTypes" -> in(SearchFields.APPROVERS_KIND, approvers(value));
      case "requireApprovalReason" -> isTrue(SearchFields.REQUIRES_APPROVAL_REASON);
      case "requireDenialReason" -> isTrue(SearchFields.REQUIRES_DENIAL_REASON);
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

  private static List<String> names(JsonNode list, String prefix) {
    return names(Json.texts(list), prefix);
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

  private static List<Condition> isTrue(String field) {
    return List.of(new Condition.In(field, List.of(true)));
  }

  /** Kinds of approvers as tasks have them: {@code APP_OWNERS} is {@code AppOwners}. */
  private static List<String> approvers(JsonNode list) {
    return names(list, "STEP_APPROVAL_TYPE_").stream().map(Filters::camelCase).toList();
  }

  private static String camelCase(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
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
