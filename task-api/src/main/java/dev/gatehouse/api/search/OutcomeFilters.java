package dev.gatehouse.api.search;

import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.search.Filter;
import dev.gatehouse.runtime.store.SearchFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Filters by outcomes, each of one type of task. Those of several types are alternatives, since no
 * task is of two types. An unspecified outcome is that of a task without one.
 */
final class OutcomeFilters {
  private enum Type {
    GRANT,
    REVOKE,
    CERTIFY;

    String field() {
      return name().toLowerCase(Locale.ROOT) + "Outcomes";
    }

    /** The name of an outcome as tasks have it; null for none. */
    @Nullable String stored(String name) {
      String outcome = name.substring((name() + "_OUTCOME_").length());
      if (Filter.isZero(outcome)) {
        return null;
      }
      return switch (outcome) {
        case "GRANTED", "REVOKED", "CERTIFIED" -> Outcome.SUCCESS.name();
        case "DECERTIFIED" -> Outcome.DENIED.name();
        default -> outcome;
      };
    }
  }

  static final Set<String> FIELDS =
      Set.of(Type.GRANT.field(), Type.REVOKE.field(), Type.CERTIFY.field());

  private OutcomeFilters() {}

  static List<Condition> of(ObjectNode message) {
    List<Condition> alternatives = new ArrayList<>();
    for (Type type : Type.values()) {
      JsonNode names = message.path(type.field());
      if (!Filter.isUnset(names)) {
        alternatives.add(condition(type, Json.texts(names)));
      }
    }
    return alternatives.size() < 2 ? alternatives : List.of(new Condition.Any(alternatives));
  }

  private static Condition condition(Type type, List<String> names) {
    List<@Nullable String> values = new ArrayList<>();
    names.forEach(name -> values.add(type.stored(name)));
    return new Condition.All(
        List.of(
            new Condition.In(SearchFields.TYPE, List.of(type.name())),
            new Condition.In(SearchFields.OUTCOME, Arrays.asList(values.toArray()))));
  }
}
