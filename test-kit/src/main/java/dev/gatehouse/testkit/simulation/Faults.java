package dev.gatehouse.testkit.simulation;

import dev.gatehouse.runtime.DependencyDownException;
import java.io.IOException;
import java.util.SplittableRandom;

/** What goes wrong, and how often; nothing any more once it is over. */
public final class Faults {
  private final SplittableRandom random;
  private final double rate;
  private boolean over;

  /** {@code rate} of all calls fail. */
  public Faults(SplittableRandom random, double rate) {
    this.random = random;
    this.rate = rate;
  }

  /** From now on nothing goes wrong. */
  public void end() {
    over = true;
  }

  public boolean over() {
    return over;
  }

  /** Whether something goes wrong now that does so {@code often} as often as a lost answer. */
  public boolean strike(double often) {
    return !over && random.nextDouble() < rate * often;
  }

  /** Fails now and then. */
  public void mayLose(String what) {
    if (strike(1)) {
      throw new DependencyDownException(
          "Expected an answer about " + what + ", but it is lost.", new IOException("lost"));
    }
  }
}
