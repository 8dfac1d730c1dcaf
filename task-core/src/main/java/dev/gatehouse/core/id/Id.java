package dev.gatehouse.core.id;

/** An opaque identifier: never decoded, never ordered by. */
public sealed interface Id
    permits TaskId,
        StepId,
        CommandId,
        UserId,
        AppId,
        EntitlementId,
        AppUserId,
        PolicyId,
        ConnectorId {
  /** The identifier as it stands on the wire; never blank. */
  String value();

  /**
   * Refuses a blank value, since a blank id means "unset" on the wire and must not get this far.
   */
  static String required(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("Expected an id, but it was blank.");
    }
    return value;
  }
}
