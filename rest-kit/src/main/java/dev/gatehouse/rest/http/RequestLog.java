package dev.gatehouse.rest.http;

import dev.gatehouse.schemas.Trace;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * One line for each request: method, path, status, time, trace. Neither headers nor the query nor
 * bodies are logged, since they may hold tokens and secrets.
 */
public final class RequestLog implements WebFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    RequestTrace trace =
        RequestTrace.of(
            request.getHeaders().getFirst(RequestTrace.HEADER),
            request.getHeaders().getFirst(Trace.STATE_HEADER));
    long start = System.nanoTime();
    exchange.getResponse().getHeaders().set("Trace-Id", trace.traceId());
    return chain
        .filter(exchange)
        .doFinally(end -> log(exchange, trace, start, end))
        .contextWrite(context -> context.put(RequestTrace.class, trace));
  }

  private static void log(
      ServerWebExchange exchange, RequestTrace trace, long start, SignalType end) {
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    LOG.atDebug()
        .addKeyValue("trace", trace.traceId())
        .log(
            "{} {} {} in {} ms, trace {}",
            exchange.getRequest().getMethod(),
            exchange.getRequest().getPath().pathWithinApplication().value(),
            end == SignalType.CANCEL ? "cancelled" : status == null ? "200" : status.value(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
            trace.traceId());
  }
}
