package dev.gatehouse.api.task.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.gatehouse.core.task.TaskState;
import dev.gatehouse.runtime.store.SearchFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.conversions.Bson;

/** Conditions in the language of the database. Values are only ever values, never operators. */
final class Conditions {
  private static final String ID = "_id";

  private static final List<String> STATES =
      Stream.of(TaskState.values()).map(TaskState::name).toList();

  private Conditions() {}

  /**
   * A refused creation has no state, so asking for one leaves it out. All states are named, since
   * the indexes have the state before the time: so the database reads each state's part in order
   * and merges them, and never sorts.
   */
  private static Bson toBson(List<Condition> conditions) {
    List<Bson> all = new ArrayList<>();
    all.add(Filters.in(SearchFields.STATE, STATES));
    conditions.forEach(condition -> all.add(toBson(condition)));
    return Filters.and(all);
  }

  /**
   * Conditions in an order: the index of the numbers has only what has one, and is used only where
   * that is said.
   */
  static Bson toBson(List<Condition> conditions, SearchOrder order) {
    return order.byTime()
        ? toBson(conditions)
        : Filters.and(toBson(conditions), Filters.exists(order.field()));
  }

  /** Numbers are unique, times are not. */
  static Bson sort(SearchOrder order) {
    if (!order.byTime()) {
      return order.descending() ? Sorts.descending(order.field()) : Sorts.ascending(order.field());
    }
    return order.descending()
        ? Sorts.descending(order.field(), ID)
        : Sorts.ascending(order.field(), ID);
  }

  private static Bson toBson(Condition condition) {
    return switch (condition) {
      case Condition.In c -> Filters.in(c.field(), c.values());
      case Condition.NotIn c -> Filters.nin(c.field(), c.values());
      case Condition.Before c -> Filters.lt(c.field(), Date.from(c.time()));
      case Condition.After c -> Filters.gt(c.field(), Date.from(c.time()));
      case Condition.WordPrefix c ->
          Filters.regex(SearchFields.WORDS, "^" + Pattern.quote(c.prefix()));
      case Condition.Any c -> Filters.or(c.conditions().stream().map(Conditions::toBson).toList());
      case Condition.All c -> Filters.and(c.conditions().stream().map(Conditions::toBson).toList());
      case Condition.Beyond c -> beyond(c);
    };
  }

  private static Bson beyond(Condition.Beyond after) {
    SearchOrder order = after.order();
    Object value =
        order.byTime() ? Date.from(Instant.ofEpochMilli(after.value())) : (Object) after.value();
    return order.descending()
        ? Filters.or(
            Filters.lt(order.field(), value),
            Filters.and(Filters.eq(order.field(), value), Filters.lt(ID, after.id())))
        : Filters.or(
            Filters.gt(order.field(), value),
            Filters.and(Filters.eq(order.field(), value), Filters.gt(ID, after.id())));
  }
}
