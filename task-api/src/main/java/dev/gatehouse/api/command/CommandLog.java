package dev.gatehouse.api.command;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.rest.http.RequestTrace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells of every command how it ended and how long that took. */
@Component
class CommandLog {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

  private final MeterRegistry meters;

  CommandLog(MeterRegistry meters) {
    this.meters = meters;
  }

  <T> Mono<T> watch(CommandRequest request, Mono<T> work) {
    return RequestTrace.current()
        .flatMap(
            current -> {
              String trace = current.map(RequestTrace::traceId).orElse("");
              long start = System.nanoTime();
              return work.doOnSuccess(_ -> ended(request, "ACCEPTED", start, trace))
                  .doOnError(failure -> ended(request, name(failure), start, trace))
                  .doOnCancel(() -> ended(request, "CANCELLED", start, trace));
            });
  }

  private static String name(Throwable failure) {
    return failure instanceof ApiException refusal ? refusal.error().code().name() : "INTERNAL";
  }

  private void ended(CommandRequest request, String outcome, long start, String trace) {
    long nanos = System.nanoTime() - start;
    Timer.builder("gatehouse.command")
        .description("From the request to the outcome of its command")
        .tag("kind", request.kind())
        .tag("outcome", outcome)
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
    try (var _ = MDC.putCloseable("taskId", request.taskId().value());
        var _ = MDC.putCloseable("commandId", request.id().value());
        var _ = MDC.putCloseable("traceId", trace)) {
      LOG.info(
          "{} by {}: {} in {} ms",
          request.kind(),
          request.actor().id(),
          outcome,
          TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }
}
