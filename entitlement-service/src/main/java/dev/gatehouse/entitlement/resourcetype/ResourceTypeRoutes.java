package dev.gatehouse.entitlement.resourcetype;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of resource types. */
@Configuration(proxyBeanMethods = false)
class ResourceTypeRoutes {
  @Bean
  RouterFunction<ServerResponse> resourceTypeRouter(ResourceTypeHandler handler) {
    return route()
        .GET("/api/v1/apps/{app_id}/resource_types", handler::list)
        .POST("/api/v1/apps/{app_id}/resource_types", handler::create)
        .GET("/api/v1/apps/{app_id}/resource_types/{id}", handler::get)
        .POST("/api/v1/search/app_resource_types", handler::search)
        .build();
  }
}
