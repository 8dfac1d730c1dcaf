package dev.gatehouse.entitlement.grant;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of grants. */
@Configuration(proxyBeanMethods = false)
class GrantRoutes {
  private static final String USERS =
      "/api/v1/apps/{app_id}/entitlements/{app_entitlement_id}/users";

  @Bean
  RouterFunction<ServerResponse> grantRouter(GrantHandler handler) {
    return route()
        .GET(USERS, handler::holders)
        .GET(USERS + "/{identity_user_id}/grants", handler::ofPerson)
        .POST("/api/v1/search/grants", handler::search)
        .build();
  }
}
