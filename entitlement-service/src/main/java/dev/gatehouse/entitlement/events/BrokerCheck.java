package dev.gatehouse.entitlement.events;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whether the broker answers; asked at most once in a few seconds. It connects when it is first
 * asked, since the broker may come up later.
 */
@Component
class BrokerCheck implements DisposableBean {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final EventProperties properties;
  private final Mono<Boolean> recent = Mono.defer(this::ask).cache(FRESH);
  private @Nullable Admin admin;

  BrokerCheck(EventProperties properties) {
    this.properties = properties;
  }

  Mono<Boolean> answers() {
    return recent;
  }

  private Mono<Boolean> ask() {
    DescribeClusterOptions limited =
        new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
    return Mono.fromFuture(
            () ->
                connected()
                    .describeCluster(limited)
                    .nodes()
                    .toCompletionStage()
                    .toCompletableFuture())
        .map(nodes -> !nodes.isEmpty())
        .onErrorReturn(false);
  }

  private synchronized Admin connected() {
    Admin known = admin;
    if (known == null) {
      known =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  properties.kafkaBootstrap(),
                  AdminClientConfig.CLIENT_ID_CONFIG,
                  "entitlement-service-health"));
      admin = known;
    }
    return known;
  }

  @Override
  public synchronized void destroy() {
    if (admin != null) {
      admin.close(PATIENCE);
    }
  }
}
