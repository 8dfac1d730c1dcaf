package dev.gatehouse.api.web;

import dev.gatehouse.rest.security.Caller;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers a request of a known caller. Every route of the gateway is one of these. */
@FunctionalInterface
public interface Signed {
  /** Answers. */
  Mono<ServerResponse> handle(Caller caller, ServerRequest request);

  /** A handler that looks who calls before it does anything. */
  static HandlerFunction<ServerResponse> in(Signed handler) {
    return request -> handler.handle(Caller.of(request), request);
  }
}
