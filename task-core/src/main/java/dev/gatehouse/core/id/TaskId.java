package dev.gatehouse.core.id;

/** A task. */
public record TaskId(String value) implements Id {
  public TaskId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
