package dev.gatehouse.api.task.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What a task has to meet; the fields are those of {@code SearchFields}. */
public sealed interface Condition {

  /** The field, or one of its values, is one of these; a null stands for an absent field. */
  record In(String field, Collection<?> values) implements Condition {}

  /** The field is none of these. */
  record NotIn(String field, Collection<?> values) implements Condition {}

  /** The time lies in the past of this one. */
  record Before(String field, Instant time) implements Condition {}

  /** The time lies after this one. */
  record After(String field, Instant time) implements Condition {}

  /** A word begins like this. */
  record WordPrefix(String prefix) implements Condition {}

  /** At least one of these is met. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /** All of these are met. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** The row comes after the one with these sort values. */
  record Beyond(SearchOrder order, long value, String id) implements Condition {}
}
