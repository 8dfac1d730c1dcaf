package dev.gatehouse.standalone;

/**
 * What to do if the JVM is asked to end in the middle of a start, when there is nothing yet that
 * could be closed in order. Closed when the start is over, in whatever way.
 */
final class EarlyEnd implements AutoCloseable {
  private final Thread hook;

  EarlyEnd(Runnable action) {
    hook = new Thread(action, "stop early");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the action runs.
    }
  }
}
