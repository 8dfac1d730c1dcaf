package dev.gatehouse.provisioning.connectors.instant;

import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.ConnectorKind;
import dev.gatehouse.provisioning.connectors.Holding;
import dev.gatehouse.provisioning.connectors.Target;
import java.time.Duration;
import java.util.Map;

/** {@code instant}: says yes at once and keeps nothing. */
public final class InstantConnectorKind implements ConnectorKind {
  @Override
  public String name() {
    return "instant";
  }

  @Override
  public Connector open(Map<String, String> config, Duration callTimeout) {
    return new InstantConnector();
  }

  private record InstantConnector() implements Connector {
    @Override
    public Answer grant(Target target) {
      return new Answer.Done();
    }

    @Override
    public Answer revoke(Target target) {
      return new Answer.Done();
    }

    /** Nothing is kept, so a call that may have been lost is simply made again. */
    @Override
    public Holding holds(Target target) {
      return new Holding.Known(false);
    }

    @Override
    public void close() {}
  }
}
