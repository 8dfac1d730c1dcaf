package dev.gatehouse.system.simulation;

import dev.gatehouse.testkit.history.Violation;

/** A promise was not kept. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  Broken(Violation violation) {
    super(violation.toString());
    this.violation = violation;
  }

  Violation violation() {
    return violation;
  }
}
