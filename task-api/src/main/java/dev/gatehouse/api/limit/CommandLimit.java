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
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Lets as many commands under way as are answered in time just now, and refuses the others early,
 * so that a queue that nobody would wait out does not build up before the workers.
 */
@Component
public class CommandLimit {
  private final SimpleLimiter<Void> limiter;
  private final Counter refused;

  CommandLimit(TaskApiProperties settings, MeterRegistry meters) {
    long start = System.nanoTime();
    this.limiter = AdaptiveLimit.of(settings.commands(), () -> System.nanoTime() - start);
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
  public Signed before(Signed handler) {
    return (caller, request) ->
        limiter.getInflight() < limiter.getLimit()
            ? handler.handle(caller, request)
            : Mono.error(this::refusal);
  }

  /**
   * Runs a command within the limit, or refuses it. The command counts until it ends, even if its
   * caller has gone: the workers have it before them all the same.
   *
   * @param unanswered the failures that say that no answer came in time
   */
  public <T> Mono<T> within(Mono<T> command, Predicate<Throwable> unanswered) {
    return Mono.deferContextual(
        context -> {
          Limiter.Listener place = limiter.acquire(null).orElseThrow(this::refusal);
          return Mono.fromFuture(
                  command
                      .doOnSuccess(_ -> place.onSuccess())
                      .doOnError(failure -> failed(place, failure, unanswered))
                      .materialize()
                      .contextWrite(context)
                      .toFuture(),
                  true)
              .dematerialize();
        });
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
