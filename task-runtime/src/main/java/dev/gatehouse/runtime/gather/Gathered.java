package dev.gatehouse.runtime.gather;

import dev.gatehouse.runtime.DependencyDownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call of many that are wanted at about the same time. A question that comes alone goes
 * out at once; what comes while a call is under way gathers, and goes out together when that call
 * is back. So nothing ever waits for company, and the calls grow with the load.
 *
 * <p>A call is never about a question that came after it had begun: whoever asks sees everything
 * that was done before.
 *
 * @param <Q> a question; may be asked several times within one call
 * @param <A> its answer
 */
public final class Gathered<Q, A> {
  private final String name;
  private final int most;
  private final Function<List<Q>, List<A>> call;
  private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean underWay = new AtomicBoolean();

  /**
   * Gathers for one kind of call.
   *
   * @param name of the threads that call
   * @param most questions in one call
   * @param call answers each question, in their order; a failure is the answer to all of them
   */
  public Gathered(String name, int most, Function<List<Q>, List<A>> call) {
    this.name = name;
    this.most = most;
    this.call = call;
  }

  private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

  /**
   * The answer to a question; waits for it.
   *
   * @throws DependencyDownException if the call threw it, or the thread was interrupted
   */
  public A ask(Q question) {
    Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
    waiting.add(asked);
    begin();
    try {
      return asked.answer().get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyDownException(
          "Expected to wait for an answer, but the worker is stopping.", e);
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    return switch (cause) {
      case DependencyDownException down ->
          new DependencyDownException(String.valueOf(down.getMessage()), down);
      case Error error -> throw error;
      case null, default -> new IllegalStateException("A gathered call failed.", cause);
    };
  }

  private void begin() {
    if (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
      Thread.ofVirtual().name(name).start(this::callUntilNobodyWaits);
    }
  }

  private void callUntilNobodyWaits() {
    try {
      for (List<Asked<Q, A>> some = next(); !some.isEmpty(); some = next()) {
        answer(some);
      }
    } finally {
      underWay.set(false);
      begin(); // for whoever came between the last look and this line
    }
  }

  private List<Asked<Q, A>> next() {
    List<Asked<Q, A>> some = new ArrayList<>();
    for (Asked<Q, A> asked = waiting.poll(); asked != null; asked = waiting.poll()) {
      some.add(asked);
      if (some.size() == most) {
        break;
      }
    }
    return some;
  }

  private void answer(List<Asked<Q, A>> some) {
    try {
      List<A> answers = call.apply(some.stream().map(Asked::question).toList());
      if (answers.size() != some.size()) {
        throw new IllegalStateException(
            "Expected %d answers, but there are %d.".formatted(some.size(), answers.size()));
      }
      for (int i = 0; i < some.size(); i++) {
        some.get(i).answer().complete(answers.get(i));
      }
    } catch (Throwable e) {
      some.forEach(asked -> asked.answer().completeExceptionally(e));
    }
  }
}
