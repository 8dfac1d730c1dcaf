package dev.gatehouse.core.id;

/** A connector that reaches a target system. */
public record ConnectorId(String value) implements Id {
  public ConnectorId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
