package dev.gatehouse.standalone;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Something that is closed once: at the end of a block, or when the JVM is asked to end, whichever
 * is first.
 *
 * @param <T> the thing
 */
final class Stopping<T extends AutoCloseable> implements AutoCloseable {
  private final T thing;
  private final Runnable last;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Takes charge of the thing.
   *
   * @param first what to tell it at once when the JVM is asked to end
   * @param last what to do when it is closed
   */
  Stopping(T thing, Consumer<T> first, Runnable last) {
    this.thing = thing;
    this.last = last;
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  first.accept(thing);
                  close();
                },
                "stop"));
  }

  T get() {
    return thing;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        thing.close();
        last.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
