package dev.gatehouse.core.id;

/** An application. */
public record AppId(String value) implements Id {
  public AppId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
