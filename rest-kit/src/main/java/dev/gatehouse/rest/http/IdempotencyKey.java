package dev.gatehouse.rest.http;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.List;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The key by which a caller says that a request is a repeat of an earlier one. */
public final class IdempotencyKey {
  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /**
   * The key of a request; empty where it has none.
   *
   * @throws ApiException INVALID_ARGUMENT if it is none, or several
   */
  public static Optional<String> of(ServerRequest request) {
    List<String> given = request.headers().header(HEADER);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String key = given.getFirst();
    if (given.size() > 1 || key.isBlank() || key.length() > LONGEST) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected one Idempotency-Key of 1 to 255 characters, but it was not.");
    }
    return Optional.of(key);
  }
}
