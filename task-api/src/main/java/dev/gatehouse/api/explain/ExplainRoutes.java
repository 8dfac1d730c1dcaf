package dev.gatehouse.api.explain;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.gatehouse.api.web.Signed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of explanations; they go before those of the catalogue's policies. */
@Configuration(proxyBeanMethods = false)
class ExplainRoutes {
  @Bean
  @Order(0)
  RouterFunction<ServerResponse> explainRouter(ExplainHandler handler) {
    return route().POST("/gatehouse/v1/policies/explain", Signed.in(handler::explain)).build();
  }
}
