package dev.gatehouse.api.web;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The description of the API, as every client generator reads it. */
@Configuration(proxyBeanMethods = false)
class DescriptionRoutes {
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  @Bean
  RouterFunction<ServerResponse> descriptionRouter() {
    return route()
        .GET(
            "/gatehouse/openapi.yaml",
            Signed.in(
                (caller, request) ->
                    ServerResponse.ok()
                        .contentType(YAML)
                        .bodyValue(new ClassPathResource("gatehouse/openapi.yaml"))))
        .build();
  }
}
