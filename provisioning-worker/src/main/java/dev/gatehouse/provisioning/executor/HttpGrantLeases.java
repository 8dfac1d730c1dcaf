package dev.gatehouse.provisioning.executor;

import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseAnswers;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.LeaseRequests;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleAnswers;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.model.internal.SettleRequests;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.gather.Gathered;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.schemas.signing.InstallationKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * Asks entitlement-service, which keeps the grants and their leases; what is asked at about the
 * same time is one call.
 */
public final class HttpGrantLeases implements GrantLeases {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST = 100;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final String baseUrl;
  private final InstallationKeys keys;
  private final Clock clock;
  private final Gathered<Traced<LeaseRequest>, LeaseAnswer> taken;
  private final Gathered<Traced<SettleRequest>, SettleAnswer> settled;

  /** A question and what it was caused by. */
  private record Traced<Q>(Q request, Trace trace) {
    static <Q> List<Q> requests(List<Traced<Q>> some) {
      return some.stream().map(Traced::request).toList();
    }

    static <Q> List<Map<String, String>> traces(List<Traced<Q>> some) {
      return some.stream().map(each -> each.trace().headers()).toList();
    }
  }

  /** {@code baseUrl} such as {@code http://localhost:8082}. */
  public HttpGrantLeases(String baseUrl, InstallationKeys keys, Clock clock) {
    this.baseUrl = baseUrl;
    this.keys = keys;
    this.clock = clock;
    this.taken = new Gathered<>("leases", MOST, this::take);
    this.settled = new Gathered<>("leases-settled", MOST, this::settle);
  }

  @Override
  public LeaseAnswer take(LeaseRequest request, Trace trace) {
    return taken.ask(new Traced<>(request, trace));
  }

  private List<LeaseAnswer> take(List<Traced<LeaseRequest>> some) {
    LeaseRequests question = new LeaseRequests(Traced.requests(some), Traced.traces(some));
    return ask("/internal/leases", question, LeaseAnswers.class).answers();
  }

  @Override
  public SettleAnswer settle(SettleRequest request, Trace trace) {
    return settled.ask(new Traced<>(request, trace));
  }

  private List<SettleAnswer> settle(List<Traced<SettleRequest>> some) {
    SettleRequests question = new SettleRequests(Traced.requests(some), Traced.traces(some));
    return ask("/internal/leases/settle", question, SettleAnswers.class).answers();
  }

  private <T> T ask(String path, Object question, Class<T> type) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Authorization", "Gatehouse-Service " + keys.mintServiceToken(clock.instant()))
            .POST(
                HttpRequest.BodyPublishers.ofString(CoreJson.mapper().writeValueAsString(question)))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new DependencyDownException(
            "Expected entitlement-service to answer %s, but it answered with status %d."
                .formatted(path, response.statusCode()),
            new IOException(response.body()));
      }
      return CoreJson.mapper().readValue(response.body(), type);
    } catch (IOException | JacksonException e) {
      throw new DependencyDownException(
          "Expected entitlement-service to answer %s, but it did not.".formatted(path), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyDownException(
          "Expected an answer of entitlement-service, but the worker is stopping.", e);
    }
  }
}
