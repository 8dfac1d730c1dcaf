package dev.gatehouse.expression;

import dev.gatehouse.core.task.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words that stand for fixed texts, such as {@code UserStatus.ENABLED} for {@code
 * USER_STATUS_ENABLED}.
 */
final class Words {
  private static final String USER_STATUS = "USER_STATUS_";

  /** The text for each word. */
  static final Map<String, String> ALL = all();

  private Words() {}

  /** A status as it is stored, {@code ENABLED} or {@code STATUS_ENABLED}, as expressions see it. */
  static @Nullable String userStatus(@Nullable Object stored) {
    if (!(stored instanceof String status) || status.isEmpty()) {
      return null;
    }
    return USER_STATUS
        + (status.startsWith("STATUS_") ? status.substring("STATUS_".length()) : status);
  }

  private static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    add(all, "UserStatus", USER_STATUS, List.of("ENABLED", "DISABLED", "DELETED"));
    add(all, "UserType", "USER_TYPE_", List.of("HUMAN", "AGENT", "SERVICE", "SYSTEM"));
    add(all, "AppUserType", "APP_USER_TYPE_", List.of("USER", "SERVICE_ACCOUNT", "SYSTEM_ACCOUNT"));
    for (Origin origin : Origin.values()) {
      all.put("TaskOrigin." + origin, "TASK_ORIGIN_" + origin);
    }
    GoLayout.NAMED.forEach((name, layout) -> all.put("TimeFormat." + name, layout));
    return Map.copyOf(all);
  }

  private static void add(
      Map<String, String> all, String type, String prefix, List<String> members) {
    members.forEach(member -> all.put(type + "." + member, prefix + member));
  }
}
