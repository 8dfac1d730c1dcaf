package dev.gatehouse.entitlement.policy;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of policies. */
@Configuration(proxyBeanMethods = false)
class PolicyRoutes {
  @Bean
  RouterFunction<ServerResponse> policyRouter(PolicyHandler handler) {
    return route()
        .GET("/api/v1/policies", handler::list)
        .POST("/api/v1/policies", handler::create)
        .GET("/api/v1/policies/{id}", handler::get)
        .POST("/api/v1/policies/{id}", handler::update)
        .DELETE("/api/v1/policies/{id}", handler::delete)
        .POST("/api/v1/search/policies", handler::search)
        .build();
  }
}
