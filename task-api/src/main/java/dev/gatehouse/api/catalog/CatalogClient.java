package dev.gatehouse.api.catalog;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.core.FactJson;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.internal.FactsAnswer;
import dev.gatehouse.model.internal.FactsRequest;
import dev.gatehouse.model.internal.ObjectsAnswer;
import dev.gatehouse.model.internal.ObjectsRequest;
import dev.gatehouse.model.internal.OwnedAnswer;
import dev.gatehouse.model.internal.PersonAnswer;
import dev.gatehouse.rest.security.PeopleDirectory;
import dev.gatehouse.rest.security.ServiceCredentials;
import dev.gatehouse.schemas.signing.InstallationKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/** Asks entitlement-service in the gateway's own name. */
@Component
public class CatalogClient implements PeopleDirectory {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 16 * 1024 * 1024;

  private final WebClient http;
  private final InstallationKeys keys;
  private final Clock clock;

  CatalogClient(TaskApiProperties settings, InstallationKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    this.http =
        Connections.to(settings.entitlementServiceUrl())
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST))
            .build();
  }

  @Override
  public Mono<Person> find(String subject) {
    return get("/internal/people?subject={subject}", subject, PersonAnswer.class)
        .map(found -> new Person(found.id(), found.enabled(), Set.copyOf(found.roles())));
  }

  /** What a person owns, and whom they manage. */
  public Mono<OwnedAnswer> owned(UserId person) {
    return get("/internal/owned?userId={id}", person.value(), OwnedAnswer.class)
        .switchIfEmpty(Mono.error(CatalogClient::down));
  }

  /** Those of these objects that exist. */
  public Mono<ObjectsAnswer> objects(ObjectsRequest wanted) {
    return answer(
            http.post()
                .uri("/internal/objects")
                .header(HttpHeaders.AUTHORIZATION, credential())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(CoreJson.mapper().writeValueAsBytes(wanted)),
            ObjectsAnswer.class)
        .switchIfEmpty(Mono.error(CatalogClient::down));
  }

  /** The answers to questions of the engine's rules. */
  public Mono<Map<Query<?>, Object>> facts(List<Query.OfCatalog<?>> queries) {
    return answer(
            http.post()
                .uri("/internal/facts")
                .header(HttpHeaders.AUTHORIZATION, credential())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(CoreJson.mapper().writeValueAsBytes(new FactsRequest(queries))),
            FactsAnswer.class)
        .switchIfEmpty(Mono.error(CatalogClient::down))
        .map(answer -> facts(queries, answer));
  }

  private static Map<Query<?>, Object> facts(List<Query.OfCatalog<?>> queries, FactsAnswer answer) {
    Map<Query<?>, Object> known = new HashMap<>();
    for (int i = 0; i < queries.size(); i++) {
      known.put(queries.get(i), FactJson.read(queries.get(i), answer.answers().get(i)));
    }
    return known;
  }

  /** Ends well when entitlement-service says that it is ready. */
  public Mono<Void> ping() {
    return answer(http.get().uri("/actuator/health/readiness"), Object.class).then();
  }

  private <T> Mono<T> get(String path, String value, Class<T> type) {
    return Mono.defer(
        () ->
            answer(
                http.get().uri(path, value).header(HttpHeaders.AUTHORIZATION, credential()), type));
  }

  private String credential() {
    return ServiceCredentials.header(keys, clock.instant());
  }

  /** The answer; empty for 404. */
  private static <T> Mono<T> answer(WebClient.RequestHeadersSpec<?> request, Class<T> type) {
    Function<byte[], T> read = body -> CoreJson.mapper().readValue(body, type);
    return request
        .exchangeToMono(
            response ->
                switch (response.statusCode().value()) {
                  case 200 -> response.bodyToMono(byte[].class).map(read);
                  case 404 -> response.releaseBody().then(Mono.<T>empty());
                  default -> response.releaseBody().then(Mono.<T>error(CatalogClient::down));
                })
        .timeout(PATIENCE, Mono.error(CatalogClient::down))
        .onErrorMap(WebClientRequestException.class, _ -> down());
  }

  static ApiException down() {
    return new ApiException(
        Code.UNAVAILABLE, "Expected entitlement-service to answer, but it does not just now.");
  }
}
