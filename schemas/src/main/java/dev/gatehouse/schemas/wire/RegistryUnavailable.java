package dev.gatehouse.schemas.wire;

/** The registry did not answer, or not as expected: worth another try. */
public final class RegistryUnavailable extends RuntimeException {
  public RegistryUnavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  public RegistryUnavailable(String sentence) {
    super(sentence);
  }
}
