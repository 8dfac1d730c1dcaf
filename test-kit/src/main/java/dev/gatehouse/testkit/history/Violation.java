package dev.gatehouse.testkit.history;

/**
 * A promise that was not kept.
 *
 * @param promise its id, such as {@code P4}
 * @param sentence what was expected, and what was the case
 */
public record Violation(String promise, String sentence) {
  @Override
  public String toString() {
    return promise + ": " + sentence;
  }
}
