package dev.gatehouse.runtime.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Makes one call of the database of many that are wanted at about the same time. A question that
 * comes alone goes out at once; what comes while a call is under way gathers, and goes out together
 * when that call is back. So nothing ever waits for company, and the calls grow with the load.
 *
 * <p>A call is never about a question that came after it had begun: whoever asks sees everything
 * that was done before.
 *
 * @param <Q> a question; may be asked several times within one call
 * @param <A> its answer
 */
public final class ReactiveGathered<Q, A> {
  private final int most;
  private final Function<List<Q>, Mono<List<A>>> call;
  private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean underWay = new AtomicBoolean();

  /**
   * Gathers for one kind of call.
   *
   * @param most questions in one call
   * @param call answers each question, in their order; a failure is the answer to all of them
   */
  public ReactiveGathered(int most, Function<List<Q>, Mono<List<A>>> call) {
    this.most = most;
    this.call = call;
  }

  private record Asked<Q, A>(Q question, MonoSink<A> answer) {}

  /** The answer to a question. */
  public Mono<A> ask(Q question) {
    return Mono.create(
        sink -> {
          waiting.add(new Asked<>(question, sink));
          begin();
        });
  }

  /** On another thread, so that whoever asks many things in a row has asked them all by then. */
  private void begin() {
    if (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
      Schedulers.parallel().schedule(this::next);
    }
  }

  private void next() {
    List<Asked<Q, A>> some = new ArrayList<>();
    for (Asked<Q, A> asked = waiting.poll(); asked != null; asked = waiting.poll()) {
      some.add(asked);
      if (some.size() == most) {
        break;
      }
    }
    if (some.isEmpty()) {
      end();
      return;
    }
    Mono.defer(() -> call.apply(some.stream().map(Asked::question).toList()))
        .doFinally(signal -> end())
        .subscribe(answers -> answer(some, answers), e -> fail(some, e));
  }

  private void end() {
    underWay.set(false);
    begin();
  }

  private void answer(List<Asked<Q, A>> some, List<A> answers) {
    if (answers.size() != some.size()) {
      fail(
          some,
          new IllegalStateException(
              "Expected %d answers, but there are %d.".formatted(some.size(), answers.size())));
      return;
    }
    for (int i = 0; i < some.size(); i++) {
      some.get(i).answer().success(answers.get(i));
    }
  }

  private void fail(List<Asked<Q, A>> some, Throwable e) {
    some.forEach(asked -> asked.answer().error(e));
  }
}
