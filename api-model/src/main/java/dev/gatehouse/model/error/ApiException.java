package dev.gatehouse.model.error;

/**
 * Carries a refusal to the edge of a service, where it becomes the answer. It has no stack trace:
 * it tells of a caller's mistake, not of a bug.
 */
public final class ApiException extends RuntimeException {
  private final transient ApiError error;

  public ApiException(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public ApiException(Code code, String message) {
    this(new ApiError(code, message));
  }

  /** The refusal. */
  public ApiError error() {
    return error;
  }
}
