package dev.gatehouse.rest.http;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Once the service is to end, each answer is the last one on its connection. Otherwise clients that
 * keep their connections would go on asking on them, the service would wait for those requests too,
 * and in the end break the ones that are under way.
 */
public final class LastAnswers implements WebFilter, ApplicationListener<ContextClosedEvent> {
  private volatile boolean ending;

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    ending = true;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    exchange
        .getResponse()
        .beforeCommit(
            () ->
                Mono.fromRunnable(
                    () -> {
                      if (ending) {
                        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
                      }
                    }));
    return chain.filter(exchange);
  }
}
