package dev.gatehouse.api.search;

import dev.gatehouse.api.task.view.CatalogObjects;
import dev.gatehouse.api.task.view.Expansion;
import dev.gatehouse.core.task.Task;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Orders by names that the catalogue knows and the tasks do not. Tasks that name no such thing come
 * first.
 */
enum CatalogOrder {
  ACCOUNT(Expansion.APP_USER, "/displayName"),
  ACCOUNT_OWNER(Expansion.IDENTITY, "/displayName"),
  RESOURCE(Expansion.ENTITLEMENTS, "/appResourceId"),
  APP_RESOURCE_ID_AND_APP_ENTITLEMENT(Expansion.ENTITLEMENTS, "/appResourceId", "/displayName");

  private static final int LONGEST = 200;

  /** Sorts before everything that is in a name. */
  private static final String BETWEEN = "\u0000";

  private final Expansion of;
  private final String name;
  private final String thenName;

  CatalogOrder(Expansion of, String name) {
    this(of, name, "");
  }

  CatalogOrder(Expansion of, String name, String thenName) {
    this.of = of;
    this.name = name;
    this.thenName = thenName;
  }

  /** What has to be known of each task. */
  Expansion of() {
    return of;
  }

  /** What a task is ordered by, whatever its case; the id decides between equals. */
  String key(Task task, CatalogObjects objects) {
    return objects.of(of, task).stream().findFirst().map(this::key).orElse("");
  }

  private String key(JsonNode object) {
    String key = text(object, name) + (thenName.isEmpty() ? "" : BETWEEN + text(object, thenName));
    return key.length() > LONGEST ? key.substring(0, LONGEST) : key;
  }

  private static String text(JsonNode object, String name) {
    return object.at(name).asString("").toLowerCase(Locale.ROOT);
  }
}
