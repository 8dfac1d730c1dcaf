package dev.gatehouse.provisioning;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** The provisioning worker: carries out provision steps through connectors. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ProvisioningWorkerApplication {
  /** Starts the worker; it reads {@code provisioning-worker.yml}. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(ProvisioningWorkerApplication.class)
        .web(WebApplicationType.REACTIVE)
        .properties("spring.config.name=provisioning-worker")
        .run(args);
  }

  public static void main(String[] args) {
    start(args);
  }
}
