package dev.gatehouse.entitlement.events;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses for operators. */
@Configuration(proxyBeanMethods = false)
class HeldOutboxRoutes {
  @Bean
  RouterFunction<ServerResponse> heldOutboxRouter(HeldOutboxHandler handler) {
    return route()
        .GET("/gatehouse/v1/catalog/held", handler::list)
        .POST("/gatehouse/v1/catalog/{kind}/{id}/resume", handler::resume)
        .build();
  }
}
