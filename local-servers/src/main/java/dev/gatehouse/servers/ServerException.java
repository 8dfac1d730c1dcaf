package dev.gatehouse.servers;

/**
 * A server could not be had or did not start. The message is one sentence that can be shown as it
 * is to the person at the terminal.
 */
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServerException(String sentence) {
    super(sentence);
  }

  public ServerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
