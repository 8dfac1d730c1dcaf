package dev.gatehouse.system.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.entitlement.EntitlementServiceApplication;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A running entitlement-service with a database of its own, and calls to it. */
final class CatalogService implements AutoCloseable {
  static final String ADMIN = "admin@localhost";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext service;
  private final BuiltInIssuer issuer;
  private final String url;

  private CatalogService(ConfigurableApplicationContext service, BuiltInIssuer issuer) {
    this.service = service;
    this.issuer = issuer;
    this.url =
        "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
  }

  static CatalogService start(Path folder) {
    Path keyFile = folder.resolve("issuer.jwk");
    CatalogService catalog =
        new CatalogService(
            EntitlementServiceApplication.start(
                "--server.port=0",
                "--gatehouse.mongodb-uri=" + TestServers.mongodbUri(),
                "--gatehouse.entitlements-database=" + TestServers.freshName("catalog"),
                "--gatehouse.kafka-bootstrap=" + TestServers.kafkaBootstrap(),
                "--gatehouse.registry-url=" + TestServers.registryUrl(),
                "--gatehouse.installation-keys=k1:"
                    + Base64.getEncoder().encodeToString(new byte[32]),
                "--gatehouse.tokens.built-in.key-file=" + keyFile),
            BuiltInIssuer.open(keyFile, Clock.systemUTC()));
    catalog.awaitReady();
    return catalog;
  }

  private void awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (send(ADMIN, "GET", "/actuator/health/readiness", "").status() != 200) {
      assertThat(System.nanoTime()).as("the service gets ready in time").isLessThan(end);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** An answer as it came. */
  record Answer(int status, JsonNode body) {
    /** The answer, which must be a refusal. */
    String refusal() {
      assertThat(status).as(body.toString()).isGreaterThanOrEqualTo(400);
      return status + " " + body.path("code").asInt() + " " + body.path("message").asString();
    }

    /** The answer, which must be this message with every field. */
    JsonNode as(String message) {
      assertThat(status).as(body.toString()).isEqualTo(200);
      assertThat(Shapes.api().message(message).complete((ObjectNode) body)).isEqualTo(body);
      return body;
    }
  }

  /** Calls as this person; as nobody where the subject is empty. */
  Answer send(String subject, String method, String path, String body) {
    return send(subject, method, path, "application/json", body);
  }

  Answer importFile(String subject, String yaml) {
    return send(subject, "POST", "/gatehouse/v1/import", "application/yaml", yaml);
  }

  Answer send(String subject, String method, String path, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (!subject.isEmpty()) {
      request.header("Authorization", "Bearer " + issuer.mint(subject, Duration.ofMinutes(5)));
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), Json.mapper().readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
