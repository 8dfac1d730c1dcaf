package dev.gatehouse.entitlement;

import dev.gatehouse.rest.RestKit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The entitlement service: the catalogue and the grants over HTTP, kept in MongoDB. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(RestKit.class)
public class EntitlementServiceApplication {
  /** Starts the service; it reads {@code entitlement-service.yml}. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(EntitlementServiceApplication.class)
        .web(WebApplicationType.REACTIVE)
        .properties("spring.config.name=entitlement-service")
        .run(args);
  }

  public static void main(String[] args) {
    start(args);
  }
}
