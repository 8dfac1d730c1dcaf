package dev.gatehouse.core.id;

/** A policy. */
public record PolicyId(String value) implements Id {
  public PolicyId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
