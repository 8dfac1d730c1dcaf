package dev.gatehouse.entitlement.requestschema;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of request schemas, and of their bindings to entitlements. */
@Configuration(proxyBeanMethods = false)
class RequestSchemaRoutes {
  private static final String SCHEMA = "/api/v1/request_schemas/{request_schema_id}";
  private static final String BINDING = "/api/v1/request_schema_entitlement_binding";

  @Bean
  RouterFunction<ServerResponse> requestSchemaRouter(
      RequestSchemaHandler schemas, BindingHandler bindings) {
    return route()
        .POST("/api/v1/request_schemas", schemas::create)
        .GET(SCHEMA, schemas::get)
        .POST(SCHEMA, schemas::update)
        .DELETE(SCHEMA, schemas::delete)
        .POST(BINDING, bindings::create)
        .PUT(BINDING, bindings::find)
        .DELETE(BINDING, bindings::remove)
        .build();
  }
}
