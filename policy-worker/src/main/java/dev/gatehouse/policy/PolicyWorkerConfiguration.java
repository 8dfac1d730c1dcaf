package dev.gatehouse.policy;

import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.TaskRuntime;
import dev.gatehouse.runtime.topic.TopicsCreator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the worker together. */
@Configuration(proxyBeanMethods = false)
class PolicyWorkerConfiguration {
  /** The name that this service acts under. */
  static final String SERVICE = "policy-worker";

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The runtime; the topics are there before anything listens to them. */
  @Bean
  TaskRuntime taskRuntime(PolicyProperties properties, MeterRegistry meters, Clock clock) {
    TaskRuntime runtime =
        TaskRuntime.open(
            new TaskRuntime.Settings(
                SERVICE,
                properties.mongodbUri(),
                properties.database(),
                properties.kafkaBootstrap(),
                properties.registryUrl(),
                properties.installationKeys(),
                properties.clientKeys(),
                properties.entitlementServiceUrl()),
            meters,
            clock);
    Patience.OF_A_START.insist(
        () -> new TopicsCreator(properties.partitions()).create(runtime.admin()));
    return runtime;
  }
}
