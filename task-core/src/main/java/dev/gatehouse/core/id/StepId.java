package dev.gatehouse.core.id;

/** One instance of a policy step; clients send it as {@code policyStepId}. */
public record StepId(String value) implements Id {
  public StepId {
    value = Id.required(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
