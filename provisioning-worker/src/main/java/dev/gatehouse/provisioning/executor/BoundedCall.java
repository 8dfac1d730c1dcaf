package dev.gatehouse.provisioning.executor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A call that nobody waits for longer than it may take. It may go on in the background, since a
 * thread cannot be ended from outside; {@link #awaitEnd} tells when it is really over.
 */
final class BoundedCall<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Thread thread;

  private BoundedCall(String name, Supplier<T> work) {
    thread =
        Thread.ofVirtual()
            .name(name)
            .start(
                () -> {
                  try {
                    result.complete(work.get());
                  } catch (Throwable e) {
                    result.completeExceptionally(e);
                  }
                });
  }

  static <T> BoundedCall<T> start(String name, Supplier<T> work) {
    return new BoundedCall<>(name, work);
  }

  /** The result; the call is interrupted when its time is over. */
  T await(Duration limit) throws TimeoutException, ExecutionException, InterruptedException {
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  /** Waits for the real end, however long that takes, or until the worker stops. */
  void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
