package dev.gatehouse.api.search;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.gatehouse.api.web.Signed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The address of the search for tasks. */
@Configuration(proxyBeanMethods = false)
class SearchRoutes {
  @Bean
  @Order(0)
  RouterFunction<ServerResponse> searchRouter(SearchHandler handler) {
    return route().POST("/api/v1/search/tasks", Signed.in(handler::search)).build();
  }
}
