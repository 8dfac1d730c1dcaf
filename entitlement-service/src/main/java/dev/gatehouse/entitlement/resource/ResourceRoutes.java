package dev.gatehouse.entitlement.resource;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of resources. */
@Configuration(proxyBeanMethods = false)
class ResourceRoutes {
  private static final String OF_TYPE =
      "/api/v1/apps/{app_id}/resource_types/{app_resource_type_id}/resources";

  @Bean
  RouterFunction<ServerResponse> resourceRouter(ResourceHandler handler) {
    return route()
        .GET(OF_TYPE, handler::list)
        .POST(OF_TYPE, handler::create)
        .GET(OF_TYPE + "/{id}", handler::get)
        .POST("/api/v1/search/app_resources", handler::search)
        .build();
  }
}
