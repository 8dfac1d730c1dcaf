package dev.gatehouse.system.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.core.FactJson;
import dev.gatehouse.model.internal.FactsAnswer;
import dev.gatehouse.model.internal.FactsRequest;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.batch.FixedCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** A fixed catalogue that answers over HTTP as entitlement-service does. */
final class CatalogServer implements AutoCloseable {
  private final FixedCatalog catalog;
  private final HttpServer server;
  private final InstallationKeys keys = InstallationKeys.parse(BatchBench.INSTALLATION_KEYS);

  CatalogServer(FixedCatalog catalog) {
    this.catalog = catalog;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/internal/facts", this::answer);
    server.createContext("/actuator/health/readiness", this::readiness);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void readiness(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(catalog.isDown() ? 503 : 200, -1);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!mayAsk(exchange)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      FactsRequest request =
          CoreJson.mapper().readValue(exchange.getRequestBody(), FactsRequest.class);
      Map<Query<?>, Object> answers = answers(request);
      if (answers.isEmpty()) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      List<JsonNode> nodes =
          request.queries().stream()
              .map(query -> FactJson.write(Objects.requireNonNull(answers.get(query))))
              .toList();
      byte[] body = CoreJson.mapper().writeValueAsBytes(new FactsAnswer(nodes));
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Map<Query<?>, Object> answers(FactsRequest request) {
    try {
      return catalog.answer(request.queries());
    } catch (DependencyDownException e) {
      return Map.of();
    }
  }

  private boolean mayAsk(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null
        && header.startsWith("Gatehouse-Service ")
        && keys.verifyServiceToken(header.substring("Gatehouse-Service ".length()), Instant.now());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
