package dev.gatehouse.api.task.store;

import dev.gatehouse.runtime.store.SearchFields;

/** How the tasks of a search are ordered; the id decides between equals. */
public enum SearchOrder {
  NEWEST_FIRST(SearchFields.CREATED_AT, true),
  OLDEST_FIRST(SearchFields.CREATED_AT, false),
  NUMBER(SearchFields.NUMERIC_ID, false),
  NUMBER_DOWN(SearchFields.NUMERIC_ID, true);

  private final String field;
  private final boolean descending;

  SearchOrder(String field, boolean descending) {
    this.field = field;
    this.descending = descending;
  }

  /** The field that is ordered by. */
  public String field() {
    return field;
  }

  /** Whether the highest comes first. */
  public boolean descending() {
    return descending;
  }

  /** Whether the field is a time. */
  public boolean byTime() {
    return field.equals(SearchFields.CREATED_AT);
  }
}
