package dev.gatehouse.core.facts;

import java.util.List;

/**
 * A page of live grants.
 *
 * @param next the cursor of the page after, empty for the last
 */
public record GrantPage(List<LiveGrant> grants, String next) {
  public GrantPage {
    grants = List.copyOf(grants);
  }
}
