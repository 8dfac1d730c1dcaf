package dev.gatehouse.entitlement.store;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.rest.http.RequestTrace;
import dev.gatehouse.rest.security.Caller;
import dev.gatehouse.schemas.Trace;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * What brought a change about.
 *
 * @param by who did; null where no person did
 * @param trace the trace of the request; none where there was no request
 */
public record Cause(@Nullable UserId by, Trace trace) {
  /** That of what the current chain writes. */
  public static Mono<Cause> current() {
    return Mono.deferContextual((ContextView context) -> Mono.just(of(context)));
  }

  private static Cause of(ContextView context) {
    return new Cause(
        context.<Caller>getOrEmpty(Caller.class).map(Caller::userId).orElse(null),
        context
            .<RequestTrace>getOrEmpty(RequestTrace.class)
            .map(RequestTrace::trace)
            .orElse(Trace.NONE));
  }
}
