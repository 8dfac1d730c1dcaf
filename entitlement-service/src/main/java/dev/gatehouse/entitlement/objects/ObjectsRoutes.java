package dev.gatehouse.entitlement.objects;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses for the gateway. */
@Configuration(proxyBeanMethods = false)
class ObjectsRoutes {
  @Bean
  RouterFunction<ServerResponse> objectsRouter(ObjectsHandler handler) {
    return route()
        .POST("/internal/objects", handler::objects)
        .GET("/internal/owned", handler::owned)
        .build();
  }
}
