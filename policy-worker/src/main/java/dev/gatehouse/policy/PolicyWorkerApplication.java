package dev.gatehouse.policy;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** The policy worker: consumes task commands, decides them, and starts and ends steps. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PolicyWorkerApplication {
  /** Starts the worker; it reads {@code policy-worker.yml}. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(PolicyWorkerApplication.class)
        .web(WebApplicationType.REACTIVE)
        .properties("spring.config.name=policy-worker")
        .run(args);
  }

  public static void main(String[] args) {
    start(args);
  }
}
