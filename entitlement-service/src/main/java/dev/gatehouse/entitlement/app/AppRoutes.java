package dev.gatehouse.entitlement.app;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of apps. */
@Configuration(proxyBeanMethods = false)
class AppRoutes {
  @Bean
  RouterFunction<ServerResponse> appRouter(AppHandler handler) {
    return route()
        .GET("/api/v1/apps", handler::list)
        .POST("/api/v1/apps", handler::create)
        .GET("/api/v1/apps/{id}", handler::get)
        .POST("/api/v1/apps/{id}", handler::update)
        .DELETE("/api/v1/apps/{id}", handler::delete)
        .POST("/api/v1/search/apps", handler::search)
        .build();
  }
}
