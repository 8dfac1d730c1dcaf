package dev.gatehouse.core.id;

/** An entitlement of an app. */
public record EntitlementId(String value) implements Id {
  public EntitlementId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
