package dev.gatehouse.api.health;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.api.kafka.TopicReader;
import dev.gatehouse.api.task.store.TaskReader;
import dev.gatehouse.runtime.health.BrokerCheck;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** What has to be there before the gateway takes requests. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Bean(destroyMethod = "close")
  Admin kafkaAdminClient(TaskApiProperties settings) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.kafkaBootstrap(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            "task-api-health"));
  }

  @Bean
  ReactiveHealthIndicator repliesHealthIndicator(@Qualifier("replyReader") TopicReader reader) {
    return () -> positioned(reader, "command-replies");
  }

  @Bean
  ReactiveHealthIndicator eventsHealthIndicator(@Qualifier("eventReader") TopicReader reader) {
    return () -> positioned(reader, "task-events");
  }

  @Bean
  HealthIndicator brokerHealthIndicator(Admin admin) {
    BrokerCheck broker = new BrokerCheck(admin);
    return () -> broker.answers() ? Health.up().build() : down("Kafka does not answer.");
  }

  @Bean
  ReactiveHealthIndicator tasksHealthIndicator(TaskReader tasks) {
    return () -> answers(tasks.ping(), "MongoDB");
  }

  @Bean
  ReactiveHealthIndicator entitlementServiceHealthIndicator(CatalogClient catalog) {
    return () -> answers(catalog.ping(), "entitlement-service");
  }

  private static Mono<Health> positioned(TopicReader reader, String topic) {
    return Mono.just(
        reader.positioned()
            ? Health.up().build()
            : down("The reader of " + topic + " has no place yet."));
  }

  private static Mono<Health> answers(Mono<Void> asked, String whom) {
    return asked
        .timeout(PATIENCE)
        .then(Mono.fromSupplier(() -> Health.up().build()))
        .onErrorResume(_ -> Mono.just(down(whom + " does not answer.")));
  }

  private static Health down(String reason) {
    return Health.down().withDetail("reason", reason).build();
  }
}
