package dev.gatehouse.provisioning.connectors;

import java.time.Duration;
import java.util.Map;

/** A kind of connector, such as {@code ldap}; each configured connector is opened once. */
public interface ConnectorKind {
  /** The name of the kind in the catalogue. */
  String name();

  /**
   * Opens a connector without calling the target. A wrong configuration gives {@link
   * Connector#refusing}.
   *
   * @param callTimeout within this time each call has to end
   */
  Connector open(Map<String, String> config, Duration callTimeout);
}
