package dev.gatehouse.rest.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An issuer whose tokens are believed, with the one algorithm and the only keys that count. */
record TrustedIssuer(
    String issuer, List<String> audiences, SigningAlgorithm algorithm, KeySource keys) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 256 * 1024;

  static TrustedIssuer of(TokenProperties.Issuer settings, Clock clock) {
    Mono<List<JWK>> loader =
        settings.jwksUri() != null
            ? fromAddress(settings.jwksUri())
            : fromFile(Objects.requireNonNull(settings.jwksFile()));
    return new TrustedIssuer(
        settings.issuer(),
        settings.audiences(),
        settings.algorithm(),
        new CachedKeys(settings.issuer(), loader, clock));
  }

  private static Mono<List<JWK>> fromFile(Path file) {
    return Mono.fromCallable(() -> parsed(Files.readString(file)))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static Mono<List<JWK>> fromAddress(URI address) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    return Mono.fromFuture(
            () ->
                client.sendAsync(
                    request,
                    HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofString(), LARGEST)),
            true)
        .timeout(PATIENCE)
        .handle(
            (response, sink) -> {
              try {
                if (response.statusCode() != 200) {
                  throw new IOException(
                      "Expected keys from " + address + ", but it said " + response.statusCode());
                }
                sink.next(parsed(response.body()));
              } catch (IOException | ParseException e) {
                sink.error(e);
              }
            });
  }

  private static List<JWK> parsed(String text) throws ParseException {
    return JWKSet.parse(text).toPublicJWKSet().getKeys();
  }
}
