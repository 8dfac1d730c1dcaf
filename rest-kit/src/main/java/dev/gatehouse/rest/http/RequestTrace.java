package dev.gatehouse.rest.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The trace that a request belongs to: the caller's own where it sends a W3C {@code traceparent},
 * else a new one. It goes on to every message and call that the request causes.
 */
public record RequestTrace(String traceId, String spanId) {
  /** The header's name, in HTTP as in Kafka. */
  public static final String HEADER = "traceparent";

  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}.*");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Goes on with the caller's trace, or begins one. */
  static RequestTrace of(@Nullable String traceparent) {
    if (traceparent != null && traceparent.length() < 200) {
      Matcher matcher = PARENT.matcher(traceparent);
      if (matcher.matches() && !matcher.group(1).equals("0".repeat(32))) {
        return new RequestTrace(matcher.group(1), hex(8));
      }
    }
    return new RequestTrace(hex(16), hex(8));
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

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
