package dev.gatehouse.model.internal;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Asks for whole objects of the catalogue by their ids: {@code POST /internal/objects}. An answer
 * to a caller carries them as {@code expanded}.
 */
public record ObjectsRequest(
    Set<String> users, Set<String> apps, Set<String> appUsers, Set<String> entitlements) {
  public ObjectsRequest {
    users = Set.copyOf(users);
    apps = Set.copyOf(apps);
    appUsers = Set.copyOf(appUsers);
    entitlements = Set.copyOf(entitlements);
  }

  /** Whether nothing is asked for. */
  public boolean isEmpty() {
    return List.of(users, apps, appUsers, entitlements).stream().allMatch(Collection::isEmpty);
  }
}
