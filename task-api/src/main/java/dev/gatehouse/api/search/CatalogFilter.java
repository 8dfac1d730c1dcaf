package dev.gatehouse.api.search;

import dev.gatehouse.api.task.view.CatalogObjects;
import dev.gatehouse.api.task.view.Expansion;
import dev.gatehouse.core.task.Task;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Filters by what the catalogue says today of something that a task names. A task that names no
 * such thing is found by none of them but the excluding one.
 */
enum CatalogFilter {
  RESOURCES("appResourceIds", Expansion.ENTITLEMENTS, "/appResourceId"),
  RESOURCE_TYPES("appResourceTypeIds", Expansion.ENTITLEMENTS, "/appResourceTypeId"),
  EXCLUDED_RESOURCE_TYPES(
      "excludeAppResourceTypeIds", Expansion.ENTITLEMENTS, "/appResourceTypeId") {
    @Override
    boolean lets(Task task, Set<String> values, CatalogObjects objects) {
      return !super.lets(task, values, objects);
    }
  },
  ACCOUNT_STATUSES("accountStatuses", Expansion.APP_USER, "/status/status"),
  ACCOUNT_TYPES("accountTypes", Expansion.APP_USER, "/appUserType"),
  EMPLOYMENT_STATUSES("userEmploymentStatuses", Expansion.USER, "/employmentStatus");

  private final String field;
  private final Expansion of;
  private final String value;

  CatalogFilter(String field, Expansion of, String value) {
    this.field = field;
    this.of = of;
    this.value = value;
  }

  /** The filter that a field of a search is; empty for none of these. */
  static Optional<CatalogFilter> ofField(String field) {
    return Arrays.stream(values()).filter(each -> each.field.equals(field)).findFirst();
  }

  /** What has to be known of a task. */
  Expansion of() {
    return of;
  }

  /** Whether a task is found by one of these values. */
  boolean lets(Task task, Set<String> values, CatalogObjects objects) {
    return objects.of(of, task).stream()
        .anyMatch(object -> values.contains(object.at(value).asString("")));
  }
}
