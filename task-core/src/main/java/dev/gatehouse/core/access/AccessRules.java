package dev.gatehouse.core.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The one table of who may do what: permission by role. */
public final class AccessRules {
  private AccessRules() {}

  /** Whether the role alone is enough. */
  public static boolean allows(Role role, Permission permission) {
    return switch (permission) {
      case READ_CATALOG -> true;
      case WRITE_CATALOG ->
          switch (role) {
            case SUPER_ADMIN, APPLICATION_ADMIN -> true;
            case READ_ONLY_ADMIN,
                REQUEST_ADMIN,
                HELPDESK,
                CONNECTOR_ADMIN,
                CAMPAIGN_ADMIN,
                BASIC_USER ->
                false;
          };
      case IMPORT ->
          switch (role) {
            case SUPER_ADMIN -> true;
            case READ_ONLY_ADMIN,
                REQUEST_ADMIN,
                HELPDESK,
                APPLICATION_ADMIN,
                CONNECTOR_ADMIN,
                CAMPAIGN_ADMIN,
                BASIC_USER ->
                false;
          };
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
