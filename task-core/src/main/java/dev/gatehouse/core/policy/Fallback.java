package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.UserId;
import java.util.List;

/**
 * Who is asked where the approvers of a step come out empty.
 *
 * @param enabled whether {@code users} are asked
 * @param groupsEnabled whether the members of {@code groups} are asked as well
 */
public record Fallback(
    boolean enabled, List<UserId> users, boolean groupsEnabled, List<EntitlementRef> groups) {
  /** Nobody but the super admins, who are always the last resort. */
  public static final Fallback NONE = new Fallback(false, List.of(), false, List.of());

  public Fallback {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
  }
}
