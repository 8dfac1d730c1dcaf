package dev.gatehouse.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is started when it is first asked for. Where that fails it is not tried again, and
 * everybody who asks is told why.
 */
final class Shared<T> {
  private final Supplier<T> start;
  private @Nullable T started;
  private @Nullable RuntimeException failure;

  Shared(Supplier<T> start) {
    this.start = start;
  }

  synchronized T get() {
    if (failure != null) {
      throw failure;
    }
    if (started == null) {
      try {
        started = start.get();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return started;
  }
}
