package dev.gatehouse.rest.http;

import dev.gatehouse.schemas.Trace;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The trace that a request belongs to: the caller's own where it sends a W3C {@code traceparent},
 * else a new one. It goes on to every message and call that the request causes.
 */
public record RequestTrace(String traceId, String spanId, String state) {
  /** The header's name, in HTTP as in Kafka. */
  public static final String HEADER = Trace.PARENT_HEADER;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Goes on with the caller's trace, or begins one. */
  public static RequestTrace of(@Nullable String traceparent, @Nullable String tracestate) {
    Trace given = Trace.of(traceparent, tracestate);
    return given.equals(Trace.NONE) ? begin() : new RequestTrace(given.id(), hex(8), given.state());
  }

  /** A new one, for what begins here. */
  public static RequestTrace begin() {
    return new RequestTrace(hex(16), hex(8), "");
  }

  /** The trace of the request that the current chain serves; empty outside of one. */
  public static Mono<Optional<RequestTrace>> current() {
    return Mono.deferContextual(
        (ContextView context) -> Mono.just(context.<RequestTrace>getOrEmpty(RequestTrace.class)));
  }

  /** The header's value for what this request causes. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-01";
  }

  /** The trace as records carry it. */
  public Trace trace() {
    return new Trace(traceparent(), state);
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
