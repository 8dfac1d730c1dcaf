package dev.gatehouse.provisioning.connectors;

/** What a target says about an access. */
public sealed interface Holding {
  /** The target told whether the access is there. */
  record Known(boolean there) implements Holding {}

  /** The target could not be read. */
  record Unknown(Answer.Failure failure) implements Holding {}
}
