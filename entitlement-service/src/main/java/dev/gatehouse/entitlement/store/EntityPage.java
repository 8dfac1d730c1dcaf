package dev.gatehouse.entitlement.store;

import java.util.List;

/**
 * A page of a list or search.
 *
 * @param nextPageToken the token of the page after; empty for the last page
 */
public record EntityPage(List<Entity> rows, String nextPageToken) {
  public EntityPage {
    rows = List.copyOf(rows);
  }
}
