package dev.gatehouse.entitlement.importing;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The address of the import. */
@Configuration(proxyBeanMethods = false)
class ImportRoutes {
  @Bean
  RouterFunction<ServerResponse> importRouter(ImportHandler handler) {
    return route().POST("/gatehouse/v1/import", handler::run).build();
  }
}
