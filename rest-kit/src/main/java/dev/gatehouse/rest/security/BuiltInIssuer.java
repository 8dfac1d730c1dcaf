package dev.gatehouse.rest.security;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * The issuer that Gatehouse brings for installations without an identity provider. Its key is an
 * Ed25519 JWK in a file that only its owner may read; every service that shares the file believes
 * the tokens.
 */
public final class BuiltInIssuer {
  private final OctetKeyPair key;
  private final String issuer;
  private final String audience;
  private final Clock clock;

  private BuiltInIssuer(OctetKeyPair key, String issuer, String audience, Clock clock) {
    this.key = key;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  /** Reads the key, or makes one where there is none. Several processes may do so at once. */
  public static BuiltInIssuer open(Path keyFile, String issuer, String audience, Clock clock) {
    try {
      if (!Files.exists(keyFile)) {
        create(keyFile);
      }
      OctetKeyPair key = OctetKeyPair.parse(Files.readString(keyFile));
      if (!key.isPrivate() || !Curve.Ed25519.equals(key.getCurve())) {
        throw new IllegalStateException(
            "Expected an Ed25519 private key in " + keyFile + ", but it is another kind of key.");
      }
      return new BuiltInIssuer(key, issuer, audience, clock);
    } catch (ParseException e) {
      throw new IllegalStateException(
          "Expected an Ed25519 key as a JWK in " + keyFile + ", but it cannot be read.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #open(Path, String, String, Clock)} with the names that are usual. */
  public static BuiltInIssuer open(Path keyFile, Clock clock) {
    return open(keyFile, "gatehouse", "gatehouse", clock);
  }

  /**
   * A token for a person.
   *
   * @param subject the person's id or email address
   */
  public String mint(String subject, Duration lifetime) {
    Instant now = clock.instant();
    ObjectNode header = Json.object();
    header.put("alg", "EdDSA").put("typ", "JWT").put("kid", key.getKeyID());
    ObjectNode claims = Json.object();
    claims
        .put("iss", issuer)
        .put("aud", audience)
        .put("sub", subject)
        .put("iat", now.getEpochSecond())
        .put("nbf", now.getEpochSecond())
        .put("exp", now.plus(lifetime).getEpochSecond())
        .put("jti", UUID.randomUUID().toString());
    String input = encoded(header) + "." + encoded(claims);
    byte[] signature = Ed25519.sign(key.getDecodedD(), input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64URL.encode(signature);
  }

  /** The public half of the key, for others who verify tokens. */
  public String publicKeys() {
    return "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}";
  }

  TrustedIssuer trusted() {
    Mono<List<JWK>> keys = Mono.just(List.of(key.toPublicJWK()));
    return new TrustedIssuer(issuer, List.of(audience), SigningAlgorithm.EDDSA, _ -> keys);
  }

  private static String encoded(ObjectNode part) {
    return Base64URL.encode(Json.mapper().writeValueAsBytes(part)).toString();
  }

  private static void create(Path keyFile) throws IOException {
    Path folder = keyFile.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path made =
        Files.createTempFile(
            folder,
            ".key",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(made, Ed25519.generate().toJSONString() + "\n");
      // A link never replaces a file, so of several that start at once exactly one wins.
      Files.createLink(keyFile, made);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; its key counts.
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
