package dev.gatehouse.api.catalog;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.gatehouse.api.web.Signed;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses that entitlement-service answers; those of tasks come before them. */
@Configuration(proxyBeanMethods = false)
class CatalogRoutes {
  private static final List<String> PATHS =
      List.of(
          "/api/v1/apps",
          "/api/v1/apps/**",
          "/api/v1/users",
          "/api/v1/users/**",
          "/api/v1/policies",
          "/api/v1/policies/**",
          "/api/v1/search/**",
          "/api/v1/auth/introspect",
          "/api/v1/request_schema_entitlement_binding",
          "/api/v1/request_schemas",
          "/api/v1/request_schemas/**",
          "/gatehouse/v1/policies/**",
          "/gatehouse/v1/catalog/**");

  @Bean
  @Order(100)
  RouterFunction<ServerResponse> catalogRouter(Forwarder forwarder) {
    RouterFunctions.Builder routes =
        route().POST("/gatehouse/v1/import", Signed.in(forwarder::importing));
    for (String path : PATHS) {
      routes.route(
          RequestPredicates.path(path)
              .and(
                  RequestPredicates.methods(
                      HttpMethod.GET,
                      HttpMethod.POST,
                      HttpMethod.PUT,
                      HttpMethod.PATCH,
                      HttpMethod.DELETE)),
          Signed.in(forwarder::request));
    }
    return routes.build();
  }
}
