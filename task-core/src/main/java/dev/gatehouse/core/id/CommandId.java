package dev.gatehouse.core.id;

/** One command; a repeat with the same id changes nothing. */
public record CommandId(String value) implements Id {
  public CommandId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
