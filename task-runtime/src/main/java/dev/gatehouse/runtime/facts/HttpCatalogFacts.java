package dev.gatehouse.runtime.facts;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.core.FactJson;
import dev.gatehouse.model.internal.FactsAnswer;
import dev.gatehouse.model.internal.FactsRequest;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.schemas.signing.InstallationKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Asks entitlement-service over HTTP: one call for all the questions of a round. */
public final class HttpCatalogFacts implements CatalogFacts {
  private static final Logger log = LoggerFactory.getLogger(HttpCatalogFacts.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Refusals that say something about the question; anything else says that the service is ill. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI uri;
  private final InstallationKeys keys;
  private final Clock clock;

  /** {@code baseUrl} such as {@code http://localhost:8082}. */
  public HttpCatalogFacts(String baseUrl, InstallationKeys keys, Clock clock) {
    this.uri = URI.create(baseUrl + "/internal/facts");
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Map<Query<?>, Object> answer(List<Query.OfCatalog<?>> queries) {
    HttpResponse<String> response = send(queries);
    if (response.statusCode() == 200) {
      return read(queries, response.body());
    }
    if (!REFUSALS.contains(response.statusCode())) {
      throw new DependencyDownException(
          "Expected entitlement-service to answer, but it answered with status %d."
              .formatted(response.statusCode()),
          new IOException(response.body()));
    }
    if (queries.size() == 1) {
      log.error("entitlement-service refused {}: {}", queries.getFirst(), response.body());
      return Map.of();
    }
    Map<Query<?>, Object> answers = new HashMap<>();
    queries.forEach(query -> answers.putAll(answer(List.of(query))));
    return answers;
  }

  private HttpResponse<String> send(List<Query.OfCatalog<?>> queries) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Authorization", "Gatehouse-Service " + keys.mintServiceToken(clock.instant()))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    CoreJson.mapper().writeValueAsString(new FactsRequest(queries))))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new DependencyDownException(
          "Expected entitlement-service to answer, but it cannot be reached.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyDownException(
          "Expected an answer of entitlement-service, but the worker is stopping.", e);
    }
  }

  private static Map<Query<?>, Object> read(List<Query.OfCatalog<?>> queries, String body) {
    try {
      FactsAnswer answer = CoreJson.mapper().readValue(body, FactsAnswer.class);
      Map<Query<?>, Object> answers = new HashMap<>();
      for (int i = 0; i < queries.size(); i++) {
        answers.put(queries.get(i), FactJson.read(queries.get(i), answer.answers().get(i)));
      }
      return answers;
    } catch (JacksonException | IndexOutOfBoundsException e) {
      throw new DependencyDownException(
          "Expected entitlement-service to answer each question, but its answer cannot be read.",
          e);
    }
  }
}
