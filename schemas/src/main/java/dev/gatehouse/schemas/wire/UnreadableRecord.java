package dev.gatehouse.schemas.wire;

/** These bytes can never be read: they are poison, not a fault of the moment. */
public final class UnreadableRecord extends RuntimeException {
  public UnreadableRecord(String sentence) {
    super(sentence);
  }

  public UnreadableRecord(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
