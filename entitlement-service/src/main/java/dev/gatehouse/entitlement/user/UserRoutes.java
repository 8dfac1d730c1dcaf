package dev.gatehouse.entitlement.user;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of people. */
@Configuration(proxyBeanMethods = false)
class UserRoutes {
  @Bean
  RouterFunction<ServerResponse> userRouter(UserHandler users, WhoAmIHandler whoAmI) {
    return route()
        .GET("/api/v1/users", users::list)
        .GET("/api/v1/users/{id}", users::get)
        .POST("/api/v1/users/introspect", whoAmI::user)
        .POST("/api/v1/search/users", users::search)
        .GET("/api/v1/auth/introspect", whoAmI::rights)
        .GET("/internal/people", whoAmI::person)
        .build();
  }
}
