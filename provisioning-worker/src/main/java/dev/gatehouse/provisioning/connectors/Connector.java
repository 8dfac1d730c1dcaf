package dev.gatehouse.provisioning.connectors;

/**
 * Speaks to one target, such as a directory. Every call may be repeated: asking for what is already
 * so changes nothing. Calls may come from several threads at once, they end by themselves within
 * the time that the connector was opened with, and they throw nothing but bugs.
 */
public interface Connector extends AutoCloseable {
  /** Gives the access. */
  Answer grant(Target target);

  /** Takes the access back. */
  Answer revoke(Target target);

  /** Reads from the target whether the access is there. */
  Holding holds(Target target);

  @Override
  void close();

  /** A connector that cannot be used; {@code sentence} says why. */
  static Connector refusing(String sentence) {
    return new RefusingConnector(new Answer.Refused(sentence));
  }
}
