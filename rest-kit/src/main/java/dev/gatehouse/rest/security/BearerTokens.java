package dev.gatehouse.rest.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.text.ParseException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Verifies bearer tokens: signed JWTs of issuers that are known beforehand. The issuer fixes the
 * algorithm and the keys; nothing in the token's header can bring in another one ({@code jku},
 * {@code x5u}, {@code jwk} and {@code x5c} are not looked at).
 */
public final class BearerTokens {
  private static final int LONGEST = 8 * 1024;
  private static final int LONGEST_SUBJECT = 320;
  private static final int MOST_KEYS_TRIED = 10;
  private static final Set<String> TYPES =
      Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

  private final Map<String, TrustedIssuer> issuers;
  private final Map<SigningAlgorithm, RememberedSignatures> signatures =
      new EnumMap<>(SigningAlgorithm.class);
  private final Duration clockSkew;
  private final Clock clock;

  BearerTokens(List<TrustedIssuer> issuers, Duration clockSkew, Clock clock) {
    this.issuers =
        issuers.stream().collect(Collectors.toMap(TrustedIssuer::issuer, Function.identity()));
    this.clockSkew = clockSkew;
    this.clock = clock;
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      signatures.put(algorithm, new RememberedSignatures(algorithm::verifies));
    }
  }

  /**
   * What the token says, if it holds.
   *
   * @return an error signal with an {@link ApiException} UNAUTHENTICATED where it does not
   */
  public Mono<TokenClaims> verify(String token) {
    return Mono.defer(() -> verifyParsed(parse(token)));
  }

  private Mono<TokenClaims> verifyParsed(JWSObject token) {
    JsonNode claims = claims(token);
    TrustedIssuer issuer = issuers.get(claims.path("iss").asString(""));
    if (issuer == null) {
      throw refused("Expected a token of a trusted issuer, but it is of another.");
    }
    checkHeader(token.getHeader(), issuer);
    String keyId = token.getHeader().getKeyID();
    return issuer
        .keys()
        .keys(keyId)
        .map(
            keys -> {
              checkSignature(token, issuer, candidates(issuer, keys, keyId));
              return checked(claims, issuer);
            });
  }

  private static JWSObject parse(String token) {
    if (token.length() > LONGEST) {
      throw refused("Expected a token of at most " + LONGEST + " characters, but it was longer.");
    }
    try {
      return JWSObject.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      throw refused("Expected a signed token, but it could not be read as one.");
    }
  }

  private static JsonNode claims(JWSObject token) {
    try {
      JsonNode claims = Json.mapper().readTree(token.getPayload().toBytes());
      if (claims.isObject()) {
        return claims;
      }
    } catch (JacksonException e) {
      throw refused("Expected the token to hold claims, but they could not be read.");
    }
    throw refused("Expected the token to hold claims, but they could not be read.");
  }

  private static void checkHeader(JWSHeader header, TrustedIssuer issuer) {
    String algorithm = issuer.algorithm().headerName();
    if (!algorithm.equals(header.getAlgorithm().getName())) {
      throw refused("Expected a token signed with " + algorithm + ", but it names another way.");
    }
    JOSEObjectType type = header.getType();
    if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
      throw refused("Expected a token of the type JWT or at+jwt, but it is of another.");
    }
    if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
      throw refused("Expected a token without critical extensions, but it has some.");
    }
  }

  private static List<JWK> candidates(
      TrustedIssuer issuer, List<JWK> keys, @Nullable String keyId) {
    List<JWK> candidates =
        keys.stream()
            .filter(issuer.algorithm()::fits)
            .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
            .limit(MOST_KEYS_TRIED)
            .toList();
    if (candidates.isEmpty()) {
      throw refused("Expected a token signed with a key of its issuer, but it names another.");
    }
    return candidates;
  }

  private void checkSignature(JWSObject token, TrustedIssuer issuer, List<JWK> keys) {
    RememberedSignatures signed = Objects.requireNonNull(signatures.get(issuer.algorithm()));
    if (keys.stream().noneMatch(key -> signed.verifies(key, token))) {
      throw refused("Expected a token with a valid signature, but it is not valid.");
    }
  }

  private TokenClaims checked(JsonNode claims, TrustedIssuer issuer) {
    if (!isForUs(claims.path("aud"), issuer.audiences())) {
      throw refused("Expected a token for this installation, but it is for another audience.");
    }
    Instant now = clock.instant();
    Instant expiresAt = time(claims, "exp");
    if (expiresAt == null) {
      throw refused("Expected a token that expires, but it has no exp.");
    }
    if (!now.isBefore(expiresAt.plus(clockSkew))) {
      throw refused("Expected a token that is still valid, but it has expired.");
    }
    Instant notBefore = time(claims, "nbf");
    Instant issuedAt = time(claims, "iat");
    Instant latest = now.plus(clockSkew);
    if ((notBefore != null && notBefore.isAfter(latest))
        || (issuedAt != null && issuedAt.isAfter(latest))) {
      throw refused("Expected a token that is valid already, but it is not valid yet.");
    }
    return new TokenClaims(issuer.issuer(), subject(claims), email(claims), expiresAt);
  }

  private static boolean isForUs(JsonNode audience, List<String> ours) {
    return audience.isArray()
        ? audience.valueStream().anyMatch(each -> isForUs(each, ours))
        : audience.isString() && ours.contains(audience.stringValue());
  }

  private static @Nullable Instant time(JsonNode claims, String name) {
    JsonNode value = claims.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    try {
      if (value.isNumber() && Double.isFinite(value.doubleValue())) {
        Instant time = Instant.ofEpochSecond((long) value.doubleValue());
        if (time.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
          return time;
        }
      }
    } catch (DateTimeException | JacksonException e) {
      throw refused("Expected " + name + " of the token to be a time, but it is not.");
    }
    throw refused("Expected " + name + " of the token to be a time, but it is not.");
  }

  private static String subject(JsonNode claims) {
    JsonNode subject = claims.path("sub");
    if (!subject.isString() || !isName(subject.stringValue())) {
      throw refused("Expected a token that names a person in sub, but it names none.");
    }
    return subject.stringValue();
  }

  private static @Nullable String email(JsonNode claims) {
    JsonNode email = claims.path("email");
    boolean vouchedFor = claims.path("email_verified").asBoolean(true);
    return email.isString() && isName(email.stringValue()) && vouchedFor
        ? email.stringValue()
        : null;
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_SUBJECT
        && text.chars().noneMatch(Character::isISOControl);
  }

  static ApiException refused(String sentence) {
    return new ApiException(Code.UNAUTHENTICATED, sentence);
  }
}
