package dev.gatehouse.core.id;

/** An account of a person in an app. */
public record AppUserId(String value) implements Id {
  public AppUserId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
