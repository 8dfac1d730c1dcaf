package dev.gatehouse.core.id;

/** A person. */
public record UserId(String value) implements Id {
  public UserId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
