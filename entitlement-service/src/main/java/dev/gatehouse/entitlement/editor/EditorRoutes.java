package dev.gatehouse.entitlement.editor;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of help with expressions. They go before those in which a policy's id stands. */
@Configuration(proxyBeanMethods = false)
class EditorRoutes {
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> editorRouter(EditorHandler handler) {
    return route()
        .POST("/api/v1/policies/validate/cel", handler::validate)
        .POST("/api/v1/policies/test-account-provision-policy", handler::test)
        .build();
  }
}
