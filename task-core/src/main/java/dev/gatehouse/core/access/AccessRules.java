package dev.gatehouse.core.access;

import static dev.gatehouse.core.access.Role.APPLICATION_ADMIN;
import static dev.gatehouse.core.access.Role.HELPDESK;
import static dev.gatehouse.core.access.Role.READ_ONLY_ADMIN;
import static dev.gatehouse.core.access.Role.REQUEST_ADMIN;
import static dev.gatehouse.core.access.Role.SUPER_ADMIN;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The one table of who may do what: permission by role. */
public final class AccessRules {
  private AccessRules() {}

  /** Whether the role alone is enough. */
  public static boolean allows(Role role, Permission permission) {
    return roles(permission).contains(role);
  }

  private static Set<Role> roles(Permission permission) {
    return switch (permission) {
      case READ_CATALOG -> EnumSet.allOf(Role.class);
      case WRITE_CATALOG -> EnumSet.of(SUPER_ADMIN, APPLICATION_ADMIN);
      case IMPORT -> EnumSet.of(SUPER_ADMIN);
      case SEE_ALL_TASKS -> EnumSet.of(SUPER_ADMIN, READ_ONLY_ADMIN, REQUEST_ADMIN, HELPDESK);
      case REQUEST_FOR_OTHERS -> EnumSet.of(SUPER_ADMIN, REQUEST_ADMIN, HELPDESK);
      case REVOKE_FROM_OTHERS, OFFBOARD -> EnumSet.of(SUPER_ADMIN, HELPDESK);
      case CLOSE_TASKS, PROVISION_FOR_OTHERS, STEER_TASKS, RESUME_TASKS -> EnumSet.of(SUPER_ADMIN);
    };
  }

  /** Whether one of the roles is enough; roles add up. Everybody is at least a basic user. */
  public static boolean allows(Collection<Role> roles, Permission permission) {
    return allows(Role.BASIC_USER, permission)
        || roles.stream().anyMatch(role -> allows(role, permission));
  }

  /** All that these roles allow. */
  public static Set<Permission> permissions(Collection<Role> roles) {
    Set<Permission> all = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (allows(roles, permission)) {
        all.add(permission);
      }
    }
    return all;
  }
}
