package dev.gatehouse.rest.problem;

import org.jspecify.annotations.Nullable;

/**
 * The stack trace of a failure and its causes, without the checkpoints that the framework adds:
 * they name the request with its query, and a query may hold a token.
 */
final class StackTrace {
  private static final int MOST_CAUSES = 10;
  private static final int MOST_FRAMES = 60;

  private StackTrace() {}

  static String of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    @Nullable Throwable each = failure;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      text.append(i == 0 ? "" : "\nCaused by: ").append(each);
      StackTraceElement[] frames = each.getStackTrace();
      for (int frame = 0; frame < Math.min(frames.length, MOST_FRAMES); frame++) {
        text.append("\n\tat ").append(frames[frame]);
      }
      each = each.getCause();
    }
    return text.toString();
  }
}
