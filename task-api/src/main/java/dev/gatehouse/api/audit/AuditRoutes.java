package dev.gatehouse.api.audit;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.gatehouse.api.web.Signed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The address of a task's history. */
@Configuration(proxyBeanMethods = false)
class AuditRoutes {
  @Bean
  @Order(0)
  RouterFunction<ServerResponse> auditRouter(AuditHandler handler) {
    return route().POST("/api/v1/task/audits", Signed.in(handler::list)).build();
  }
}
