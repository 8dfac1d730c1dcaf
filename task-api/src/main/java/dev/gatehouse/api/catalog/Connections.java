package dev.gatehouse.api.catalog;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Connections to another service. */
final class Connections {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int MOST = 500;

  private Connections() {}

  /** Connections rest less long than the other side keeps them, so that none is found dead. */
  static WebClient.Builder to(URI service) {
    ConnectionProvider pool =
        ConnectionProvider.builder("entitlement-service")
            .maxConnections(MOST)
            .maxIdleTime(Duration.ofSeconds(20))
            .pendingAcquireTimeout(Duration.ofSeconds(5))
            .build();
    HttpClient client =
        HttpClient.create(pool).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    return WebClient.builder()
        .baseUrl(service.toString())
        .clientConnector(new ReactorClientHttpConnector(client));
  }
}
