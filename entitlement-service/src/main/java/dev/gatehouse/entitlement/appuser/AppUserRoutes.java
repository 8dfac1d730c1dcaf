package dev.gatehouse.entitlement.appuser;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of app users. */
@Configuration(proxyBeanMethods = false)
class AppUserRoutes {
  @Bean
  RouterFunction<ServerResponse> appUserRouter(AppUserHandler handler) {
    return route()
        .GET("/api/v1/apps/{app_id}/app_users", handler::list)
        .GET("/api/v1/apps/{app_id}/users/{user_id}/app_users", handler::listOfPerson)
        .POST("/api/v1/search/app_users", handler::search)
        .build();
  }
}
