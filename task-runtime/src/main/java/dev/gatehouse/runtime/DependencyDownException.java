package dev.gatehouse.runtime;

/**
 * Something that the work needs (the database, the broker, another service) does not answer.
 * Nothing is wrong with the work itself: it is tried again, and never goes to a dead letter.
 */
public final class DependencyDownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what was expected of which dependency. */
  public DependencyDownException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
