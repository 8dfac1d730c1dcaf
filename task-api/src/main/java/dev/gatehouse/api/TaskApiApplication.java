package dev.gatehouse.api;

import dev.gatehouse.rest.RestKit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The gateway: the API of tasks over HTTP, the stream of events, the way to the catalogue. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(RestKit.class)
public class TaskApiApplication {
  /** Starts the gateway; it reads {@code task-api.yml}. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(TaskApiApplication.class)
        .web(WebApplicationType.REACTIVE)
        .properties("spring.config.name=task-api")
        .run(args);
  }

  public static void main(String[] args) {
    start(args);
  }
}
