package dev.gatehouse.rest.security;

import com.nimbusds.jose.jwk.JWK;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Remembers the keys of an issuer. It looks again when they are old or when a token names a key
 * that it does not know, but never more than once in 30 seconds, so that made-up key ids cost the
 * issuer nothing. While the issuer cannot be reached, keys are good for a day.
 */
final class CachedKeys implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(CachedKeys.class);
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);
  private static final Duration USABLE = Duration.ofDays(1);

  private final String issuer;
  private final Mono<List<JWK>> loader;
  private final Clock clock;

  private List<JWK> known = List.of();
  private Instant loadedAt = Instant.MIN;
  private Instant triedAt = Instant.MIN;
  private @Nullable Mono<List<JWK>> running;

  CachedKeys(String issuer, Mono<List<JWK>> loader, Clock clock) {
    this.issuer = issuer;
    this.loader = loader;
    this.clock = clock;
  }

  @Override
  public synchronized Mono<List<JWK>> keys(@Nullable String keyId) {
    Instant now = clock.instant();
    boolean wanted =
        !loadedAt.isAfter(before(now, FRESH))
            || (keyId != null && known.stream().noneMatch(key -> keyId.equals(key.getKeyID())));
    if (running != null) {
      return wanted ? running : Mono.just(known);
    }
    if (!wanted || triedAt.isAfter(before(now, BETWEEN_TRIES))) {
      return usable(now);
    }
    triedAt = now;
    running = loader.map(this::loaded).onErrorResume(this::failed).cache();
    return running;
  }

  private synchronized List<JWK> loaded(List<JWK> keys) {
    known = keys;
    loadedAt = clock.instant();
    running = null;
    return keys;
  }

  private synchronized Mono<List<JWK>> failed(Throwable cause) {
    LOG.warn("The keys of issuer {} cannot be read: {}", issuer, Objects.toString(cause));
    running = null;
    return usable(clock.instant());
  }

  private Mono<List<JWK>> usable(Instant now) {
    if (loadedAt.isAfter(before(now, USABLE))) {
      return Mono.just(known);
    }
    return Mono.error(
        new ApiException(
            Code.UNAVAILABLE, "Expected the keys of the issuer, but they cannot be read now."));
  }

  private static Instant before(Instant now, Duration duration) {
    return now.minus(duration);
  }
}
