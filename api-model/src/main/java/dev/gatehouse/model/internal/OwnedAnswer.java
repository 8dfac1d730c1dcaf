package dev.gatehouse.model.internal;

import java.util.Set;

/**
 * The apps and entitlements that a person owns, and the people whose manager they are, by their
 * ids.
 */
public record OwnedAnswer(Set<String> apps, Set<String> entitlements, Set<String> reports) {
  public OwnedAnswer {
    apps = Set.copyOf(apps);
    entitlements = Set.copyOf(entitlements);
    reports = Set.copyOf(reports);
  }
}
