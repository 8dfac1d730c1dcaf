package dev.gatehouse.entitlement.entitlement;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of entitlements. */
@Configuration(proxyBeanMethods = false)
class EntitlementRoutes {
  private static final String OF_APP = "/api/v1/apps/{app_id}/entitlements";

  @Bean
  RouterFunction<ServerResponse> entitlementRouter(
      EntitlementHandler handler, RequestCatalogHandler catalog) {
    return route()
        .GET(OF_APP, handler::list)
        .POST(OF_APP, handler::create)
        .GET(OF_APP + "/{id}", handler::get)
        .POST(OF_APP + "/{id}", handler::update)
        .DELETE(OF_APP + "/{id}", handler::delete)
        .POST("/api/v1/search/entitlements", handler::search)
        .POST("/api/v1/search/request_catalog/entitlements", catalog::search)
        .build();
  }
}
