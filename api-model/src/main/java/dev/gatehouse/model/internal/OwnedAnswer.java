package dev.gatehouse.model.internal;

import java.util.Set;

/** The ids of the apps and entitlements that a person owns: {@code GET /internal/owned?userId=}. */
public record OwnedAnswer(Set<String> apps, Set<String> entitlements) {
  public OwnedAnswer {
    apps = Set.copyOf(apps);
    entitlements = Set.copyOf(entitlements);
  }
}
