package dev.gatehouse.runtime.outbox;

/** A record was not sent. */
public final class SendFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  /** {@code permanent} for a record that this broker will never take, such as a too large one. */
  public SendFailedException(String sentence, boolean permanent, Throwable cause) {
    super(sentence, cause);
    this.permanent = permanent;
  }

  /** Whether another try is in vain. */
  public boolean permanent() {
    return permanent;
  }
}
