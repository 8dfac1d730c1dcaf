package dev.gatehouse.entitlement.store;

import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;

/** The kinds of things in the catalogue: each has a collection and a message of the API. */
public enum EntityKind {
  USER("users", "c1.api.user.v1.User", "user", "users"),
  POLICY("policies", "c1.api.policy.v1.Policy", "policy", "policies"),
  APP("apps", "c1.api.app.v1.App", "app", "apps"),
  CONNECTOR("connectors", "gatehouse.v1.Connector", "connector", "connectors"),
  RESOURCE_TYPE(
      "app_resource_types", "c1.api.app.v1.AppResourceType", "resourceType", "resource types"),
  RESOURCE("app_resources", "c1.api.app.v1.AppResource", "resource", "resources"),
  APP_USER("app_users", "c1.api.app.v1.AppUser", "appUser", "app users"),
  ENTITLEMENT("app_entitlements", "c1.api.app.v1.AppEntitlement", "entitlement", "entitlements"),
  REQUEST_SCHEMA(
      "request_schemas",
      "c1.api.request_schema.v1.RequestSchema",
      "requestSchema",
      "request schemas");

  private final String collection;
  private final String message;
  private final String key;
  private final String plural;

  EntityKind(String collection, String message, String key, String plural) {
    this.collection = collection;
    this.message = message;
    this.key = key;
    this.plural = plural;
  }

  /** The name of the collection. */
  public String collection() {
    return collection;
  }

  /** The full name of the API's message. */
  public String message() {
    return message;
  }

  /** The shape of the API's message. */
  public MessageShape shape() {
    return Shapes.api().message(message);
  }

  /** How references to this kind begin, as in {@code user/ann}. */
  public String key() {
    return key;
  }

  /** What people call one of them, with its article. */
  public String article() {
    return switch (this) {
      case USER -> "a user";
      case POLICY -> "a policy";
      case APP -> "an app";
      case CONNECTOR -> "a connector";
      case RESOURCE_TYPE -> "a resource type";
      case RESOURCE -> "a resource";
      case APP_USER -> "an app user";
      case ENTITLEMENT -> "an entitlement";
      case REQUEST_SCHEMA -> "a request schema";
    };
  }

  /** What people call several of them. */
  public String plural() {
    return plural;
  }
}
