package dev.gatehouse.testkit.simulation;

/** The process died here. An error, so that no code that handles failures goes on after it. */
public final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  public Killed() {
    super("killed", null, false, false);
  }
}
