package dev.gatehouse.provisioning.connectors;

/** Stands for a connector whose configuration is wrong. */
record RefusingConnector(Answer.Refused refusal) implements Connector {
  @Override
  public Answer grant(Target target) {
    return refusal;
  }

  @Override
  public Answer revoke(Target target) {
    return refusal;
  }

  @Override
  public Holding holds(Target target) {
    return new Holding.Unknown(refusal);
  }

  @Override
  public void close() {}
}
