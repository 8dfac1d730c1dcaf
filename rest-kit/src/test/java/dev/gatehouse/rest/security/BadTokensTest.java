package dev.gatehouse.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Every bad token is refused with 401 and one sentence; the good ones beside them are taken. */
class BadTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private static final KeyPair RSA = pair("RSA");
  private static final KeyPair OTHER_RSA = pair("RSA");
  private static final KeyPair EC = pair("EC");
  private static final OctetKeyPair ED = Ed25519.generate();
  private static final OctetKeyPair OTHER_ED = Ed25519.generate();

  private static final String NO_TOKEN =
      "Expected a signed token, but it could not be read as one.";
  private static final String LONG =
      "Expected a token of at most 8192 characters, but it was longer.";
  private static final String CLAIMS =
      "Expected the token to hold claims, but they could not be read.";
  private static final String ISSUER =
      "Expected a token of a trusted issuer, but it is of another.";
  private static final String SIGNATURE =
      "Expected a token with a valid signature, but it is not valid.";
  private static final String KEY =
      "Expected a token signed with a key of its issuer, but it names another.";
  private static final String TYPE =
      "Expected a token of the type JWT or at+jwt, but it is of another.";
  private static final String CRITICAL =
      "Expected a token without critical extensions, but it has some.";
  private static final String AUDIENCE =
      "Expected a token for this installation, but it is for another audience.";
  private static final String EXPIRED = "Expected a token that is still valid, but it has expired.";
  private static final String EARLY =
      "Expected a token that is valid already, but it is not valid yet.";
  private static final String PERSON =
      "Expected a token that names a person in sub, but it names none.";

  private final BearerTokens tokens =
      new BearerTokens(
          List.of(
              issuer("https://rsa", SigningAlgorithm.RS256, rsaKey()),
              issuer("https://ec", SigningAlgorithm.ES256, ecKey()),
              issuer("https://ed", SigningAlgorithm.EDDSA, ED.toPublicJWK())),
          Duration.ofSeconds(30),
          Clock.fixed(NOW, ZoneOffset.UTC));

  static Stream<Arguments> badTokens() {
    return Stream.of(
        bad("empty", "", NO_TOKEN),
        bad("one word", "abc", NO_TOKEN),
        bad("two parts", "a.b", NO_TOKEN),
        bad("four parts", ed(_ -> {}, _ -> {}) + ".x", NO_TOKEN),
        bad("encrypted token", "e30.e30.e30.e30.e30", NO_TOKEN),
        bad("dots alone", "..", NO_TOKEN),
        bad("header no JSON", encode("{") + "." + encode("{}") + ".AA", NO_TOKEN),
        bad("header a list", encode("[]") + "." + encode("{}") + ".AA", NO_TOKEN),
        bad("header without alg", edRaw("{\"typ\":\"JWT\"}", claims("https://ed")), NO_TOKEN),
        bad("alg none, unsigned", unsigned("none"), NO_TOKEN),
        bad("alg None, unsigned", unsigned("None"), NO_TOKEN),
        bad("alg NONE with a signature", ed(h -> h.put("alg", "NONE"), _ -> {}), way("EdDSA")),
        bad("alg empty", ed(h -> h.put("alg", ""), _ -> {}), way("EdDSA")),
        bad("alg a number", ed(h -> h.put("alg", 7), _ -> {}), NO_TOKEN),
        bad(
            "HS256 keyed with the RSA public key",
            hmac(RSA.getPublic().getEncoded()),
            way("RS256")),
        bad("HS256 keyed with the RSA key as PEM", hmac(pem()), way("RS256")),
        bad("HS256 keyed with nothing", hmac(new byte[] {0}), way("RS256")),
        bad("RS256 at an issuer of EdDSA", rsa("https://ed", RSA, h -> {}), way("EdDSA")),
        bad(
            "EdDSA at an issuer of RS256",
            ed(_ -> {}, c -> c.put("iss", "https://rsa")),
            way("RS256")),
        bad(
            "RS512 at an issuer of RS256",
            rsa("https://rsa", RSA, h -> h.put("alg", "RS512")),
            way("RS256")),
        bad(
            "PS256 at an issuer of RS256",
            rsa("https://rsa", RSA, h -> h.put("alg", "PS256")),
            way("RS256")),
        bad("signature stripped", stripped(ed(_ -> {}, _ -> {})), NO_TOKEN),
        bad("signature of zeros", stripped(ed(_ -> {}, _ -> {})) + encode(new byte[64]), SIGNATURE),
        bad("ECDSA signature of zeros", stripped(ec()) + encode(new byte[64]), SIGNATURE),
        bad("ECDSA signature too short", stripped(ec()) + encode(new byte[7]), SIGNATURE),
        bad("signature cut short", cut(ed(_ -> {}, _ -> {})), SIGNATURE),
        bad("claims changed after signing", swapped(), SIGNATURE),
        bad("header changed after signing", reheaded(), SIGNATURE),
        bad("another key under our key id", signedByOther(), SIGNATURE),
        bad("another RSA key", rsa("https://rsa", OTHER_RSA, h -> {}), SIGNATURE),
        bad("foreign key id", ed(h -> h.put("kid", "foreign"), _ -> {}), KEY),
        bad("key id as a path", ed(h -> h.put("kid", "../../dev/null"), _ -> {}), KEY),
        bad("own key embedded as jwk", embedded(), SIGNATURE),
        bad("own key named by jku", otherEd(h -> h.put("jku", "https://evil/jwks")), SIGNATURE),
        bad("own key named by x5u", otherEd(h -> h.put("x5u", "https://evil/x5")), SIGNATURE),
        bad("critical extension", ed(h -> h.putArray("crit").add("exp"), _ -> {}), CRITICAL),
        bad("payload not encoded", ed(h -> h.put("b64", false), _ -> {}), CRITICAL),
        bad("type of another purpose", ed(h -> h.put("typ", "dpop+jwt"), _ -> {}), TYPE),
        bad("logout token", ed(h -> h.put("typ", "logout+jwt"), _ -> {}), TYPE),
        bad("claims no JSON", edRaw(null, "hello"), CLAIMS),
        bad("claims a list", edRaw(null, "[]"), CLAIMS),
        bad("claims repeated", edRaw(null, "{\"iss\":\"https://ed\",\"iss\":\"x\"}"), CLAIMS),
        bad("no issuer", ed(_ -> {}, c -> c.remove("iss")), ISSUER),
        bad("unknown issuer", ed(_ -> {}, c -> c.put("iss", "https://evil")), ISSUER),
        bad("issuer with a slash more", ed(_ -> {}, c -> c.put("iss", "https://ed/")), ISSUER),
        bad("issuer a list", ed(_ -> {}, c -> c.putArray("iss").add("https://ed")), ISSUER),
        bad("wrong audience", ed(_ -> {}, c -> c.put("aud", "other")), AUDIENCE),
        bad("no audience", ed(_ -> {}, c -> c.remove("aud")), AUDIENCE),
        bad("empty list of audiences", ed(_ -> {}, c -> c.putArray("aud")), AUDIENCE),
        bad("audience in other letters", ed(_ -> {}, c -> c.put("aud", "Gatehouse")), AUDIENCE),
        bad("expired", ed(_ -> {}, c -> c.put("exp", NOW.getEpochSecond() - 30)), EXPIRED),
        bad("expired long ago", ed(_ -> {}, c -> c.put("exp", 0)), EXPIRED),
        bad(
            "no end",
            ed(_ -> {}, c -> c.remove("exp")),
            "Expected a token that expires, but it has no exp."),
        bad("end a text", ed(_ -> {}, c -> c.put("exp", "never")), time("exp")),
        bad("end null", ed(_ -> {}, c -> c.putNull("exp")), time("exp")),
        bad("end beyond all years", ed(_ -> {}, c -> c.put("exp", 1e30)), time("exp")),
        bad("not yet valid", ed(_ -> {}, c -> c.put("nbf", NOW.getEpochSecond() + 31)), EARLY),
        bad("made in the future", ed(_ -> {}, c -> c.put("iat", NOW.getEpochSecond() + 31)), EARLY),
        bad("start a text", ed(_ -> {}, c -> c.put("nbf", "now")), time("nbf")),
        bad("no person", ed(_ -> {}, c -> c.remove("sub")), PERSON),
        bad("blank person", ed(_ -> {}, c -> c.put("sub", " ")), PERSON),
        bad("person a number", ed(_ -> {}, c -> c.put("sub", 7)), PERSON),
        bad("person an object", ed(_ -> {}, c -> c.putObject("sub").put("$ne", "")), PERSON),
        bad("person with a control character", ed(_ -> {}, c -> c.put("sub", "a\nb")), PERSON),
        bad("person too long", ed(_ -> {}, c -> c.put("sub", "a".repeat(321))), PERSON),
        bad("8193 characters", "a".repeat(8193), LONG),
        bad("100 KB, well signed", ed(_ -> {}, c -> c.put("x", "a".repeat(100_000))), LONG));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void aBadTokenIsRefused(String name, String token, String sentence) {
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> tokens.verify(token).block());

    assertThat(refused).as(name).isNotNull();
    assertThat(refused.error().code()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(refused.error().message()).isEqualTo(sentence);
  }

  static Stream<Arguments> goodTokens() {
    return Stream.of(
        Arguments.of("EdDSA", ed(_ -> {}, _ -> {})),
        Arguments.of("RS256", rsa("https://rsa", RSA, h -> {})),
        Arguments.of("ES256", ec()),
        Arguments.of("no key id", ed(h -> h.remove("kid"), _ -> {})),
        Arguments.of("no type", ed(h -> h.remove("typ"), _ -> {})),
        Arguments.of("access token", ed(h -> h.put("typ", "at+JWT"), _ -> {})),
        Arguments.of(
            "one of several audiences",
            ed(_ -> {}, c -> c.putArray("aud").add("x").add("gatehouse"))),
        Arguments.of(
            "expired within the clocks' skew",
            ed(_ -> {}, c -> c.put("exp", NOW.getEpochSecond() - 29))),
        Arguments.of(
            "a foreign jku that nobody reads",
            ed(h -> h.put("jku", "https://evil/jwks"), _ -> {})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodTokens")
  void aGoodTokenIsTaken(String name, String token) {
    assertThat(tokens.verify(token).block()).as(name).extracting("subject").isEqualTo("ann");
  }

  @Test
  void anAddressCountsOnlyIfTheIssuerVouchesForIt() {
    String vouched = ed(_ -> {}, c -> c.put("email", "ann@example.com"));
    String claimed =
        ed(_ -> {}, c -> c.put("email", "ann@example.com").put("email_verified", false));

    assertThat(tokens.verify(vouched).block()).extracting("email").isEqualTo("ann@example.com");
    assertThat(tokens.verify(claimed).block()).extracting("email").isNull();
  }

  private static Arguments bad(String name, String token, String sentence) {
    return Arguments.of(name, token, sentence);
  }

  private static String way(String algorithm) {
    return "Expected a token signed with " + algorithm + ", but it names another way.";
  }

  private static String time(String claim) {
    return "Expected " + claim + " of the token to be a time, but it is not.";
  }

  private static TrustedIssuer issuer(String name, SigningAlgorithm algorithm, JWK key) {
    return new TrustedIssuer(
        name, List.of("gatehouse"), algorithm, _ -> Mono.just(List.of(rsaKey(), ecKey(), key)));
  }

  private static JWK rsaKey() {
    return new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).keyID("rsa").build();
  }

  private static JWK ecKey() {
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) EC.getPublic()).keyID("ec").build();
  }

  private static String claims(String issuer) {
    return claimsObject(issuer).toString();
  }

  private static ObjectNode claimsObject(String issuer) {
    return Json.object()
        .put("iss", issuer)
        .put("aud", "gatehouse")
        .put("sub", "ann")
        .put("iat", NOW.getEpochSecond())
        .put("nbf", NOW.getEpochSecond())
        .put("exp", NOW.getEpochSecond() + 600);
  }

  private static String ed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims) {
    return edSigned(ED, header, claims);
  }

  private static String otherEd(Consumer<ObjectNode> header) {
    return edSigned(OTHER_ED, header, _ -> {});
  }

  private static String edSigned(
      OctetKeyPair key, Consumer<ObjectNode> header, Consumer<ObjectNode> claims) {
    ObjectNode head = Json.object().put("alg", "EdDSA").put("typ", "JWT").put("kid", ED.getKeyID());
    header.accept(head);
    ObjectNode body = claimsObject("https://ed");
    claims.accept(body);
    return edRaw(key, head.toString(), body.toString());
  }

  private static String edRaw(String header, String claims) {
    return edRaw(ED, header == null ? "{\"alg\":\"EdDSA\"}" : header, claims);
  }

  private static String edRaw(OctetKeyPair key, String header, String claims) {
    String input = encode(header) + "." + encode(claims);
    return input + "." + encode(Ed25519.sign(key.getDecodedD(), bytes(input)));
  }

  private static String rsa(String issuer, KeyPair pair, Consumer<ObjectNode> header) {
    ObjectNode head = Json.object().put("alg", "RS256").put("kid", "rsa");
    header.accept(head);
    String input = encode(head.toString()) + "." + encode(claims(issuer));
    return input + "." + encode(sign("SHA256withRSA", pair.getPrivate(), input));
  }

  private static String ec() {
    String input =
        encode("{\"alg\":\"ES256\",\"kid\":\"ec\"}") + "." + encode(claims("https://ec"));
    return input + "." + encode(sign("SHA256withECDSAinP1363Format", EC.getPrivate(), input));
  }

  private static String hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String input =
          encode("{\"alg\":\"HS256\",\"kid\":\"rsa\"}") + "." + encode(claims("https://rsa"));
      return input + "." + encode(mac.doFinal(bytes(input)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] pem() {
    String base64 = java.util.Base64.getMimeEncoder().encodeToString(RSA.getPublic().getEncoded());
    return bytes("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  private static String unsigned(String algorithm) {
    return encode("{\"alg\":\"" + algorithm + "\"}") + "." + encode(claims("https://ed")) + ".";
  }

  private static String embedded() {
    return otherEd(
        header -> header.set("jwk", Json.mapper().readTree(OTHER_ED.toPublicJWK().toJSONString())));
  }

  private static String signedByOther() {
    return edSigned(OTHER_ED, _ -> {}, _ -> {});
  }

  private static String stripped(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String cut(String token) {
    return token.substring(0, token.length() - 4);
  }

  private static String swapped() {
    String[] parts = ed(_ -> {}, _ -> {}).split("\\.", -1);
    String other = claimsObject("https://ed").put("sub", "root").toString();
    return parts[0] + "." + encode(other) + "." + parts[2];
  }

  private static String reheaded() {
    String[] parts = ed(_ -> {}, _ -> {}).split("\\.", -1);
    return encode("{\"alg\":\"EdDSA\"}") + "." + parts[1] + "." + parts[2];
  }

  private static byte[] sign(String algorithm, PrivateKey key, String input) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(bytes(input));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return encode(bytes(text));
  }

  private static String encode(byte[] bytes) {
    return Base64URL.encode(bytes).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
