package dev.gatehouse.api.limit;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.api.web.Signed;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Lets as many commands under way as are answered in time just now, and refuses the others early,
 * so that a queue that nobody would wait out does not build up before the workers. While the limit
 * follows the latency, new tasks have half of it at most: what was accepted can always go on, and
 * does not pile up behind more and more that is new.
 */
@Component
public class CommandLimit {
  private final SimpleLimiter<Void> limiter;
  private final boolean shared;
  private final AtomicInteger newTasks = new AtomicInteger();
  private final Counter refused;

  CommandLimit(TaskApiProperties settings, MeterRegistry meters) {
    long start = System.nanoTime();
    this.limiter = AdaptiveLimit.of(settings.commands(), () -> System.nanoTime() - start);
    this.shared = settings.commands().limit().adaptive();
    Gauge.builder("gatehouse.commands.limit", limiter, SimpleLimiter::getLimit)
        .description("How many commands may be under way at once")
        .register(meters);
    this.refused =
        Counter.builder("gatehouse.commands.refused")
            .description("Requests refused since too many commands were under way")
            .register(meters);
  }

  /**
   * Refuses a request before anything of it is read. Most are refused here, where it costs least;
   * those that come at once may pass together, and are counted one by one by {@link #within}.
   */
  public Signed before(Demand demand, Signed handler) {
    return (caller, request) ->
        limiter.getInflight() < limiter.getLimit() && hasRoom(demand, newTasks.get())
            ? handler.handle(caller, request)
            : Mono.error(this::refusal);
  }

  /**
   * Runs a command within the limit, or refuses it. The command counts until it ends, even if its
   * caller has gone: the workers have it before them all the same.
   *
   * @param unanswered the failures that say that no answer came in time
   */
  public <T> Mono<T> within(Demand demand, Mono<T> command, Predicate<Throwable> unanswered) {
    return Mono.deferContextual(
        context -> {
          Limiter.Listener place = acquire(demand);
          return Mono.fromFuture(
                  command
                      .doOnTerminate(() -> left(demand))
                      .doOnSuccess(_ -> place.onSuccess())
                      .doOnError(failure -> failed(place, failure, unanswered))
                      .materialize()
                      .contextWrite(context)
                      .toFuture(),
                  true)
              .dematerialize();
        });
  }

  private Limiter.Listener acquire(Demand demand) {
    int others = demand == Demand.NEW_TASK ? newTasks.getAndIncrement() : 0;
    Optional<Limiter.Listener> place =
        hasRoom(demand, others) ? limiter.acquire(null) : Optional.empty();
    return place.orElseThrow(
        () -> {
          left(demand);
          return refusal();
        });
  }

  private void left(Demand demand) {
    if (demand == Demand.NEW_TASK) {
      newTasks.decrementAndGet();
    }
  }

  /** Half is rounded up, since a limit of which less than half is in use does not grow. */
  private boolean hasRoom(Demand demand, int others) {
    return switch (demand) {
      case NEW_TASK -> !shared || others < (limiter.getLimit() + 1) / 2;
      case GOING_ON -> true;
    };
  }

  private static void failed(
      Limiter.Listener place, Throwable failure, Predicate<Throwable> unanswered) {
    if (failure instanceof ApiException) {
      // A refusal is an answer, and took as long as one.
      place.onSuccess();
    } else if (unanswered.test(failure)) {
      place.onDropped();
    } else {
      place.onIgnore();
    }
  }

  private ApiException refusal() {
    refused.increment();
    return new ApiException(
        Code.RESOURCE_EXHAUSTED,
        "Expected fewer requests at once, but "
            + limiter.getInflight()
            + " are waiting already, and more could not be answered in time; try again soon.");
  }
}
