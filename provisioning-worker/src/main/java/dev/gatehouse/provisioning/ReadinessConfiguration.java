package dev.gatehouse.provisioning;

import dev.gatehouse.runtime.TaskRuntime;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has to answer before the worker can work, beside its database. */
@Configuration(proxyBeanMethods = false)
class ReadinessConfiguration {
  @Bean
  HealthIndicator brokerHealthIndicator(TaskRuntime runtime) {
    return () -> health(runtime.broker().answers(), "Kafka");
  }

  @Bean
  HealthIndicator entitlementServiceHealthIndicator(TaskRuntime runtime) {
    return () -> health(runtime.catalog().answers(), "entitlement-service");
  }

  private static Health health(boolean answers, String whose) {
    return answers
        ? Health.up().build()
        : Health.down().withDetail("reason", whose + " does not answer.").build();
  }
}
