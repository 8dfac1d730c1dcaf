package dev.gatehouse.schemas.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret keys that the services of one installation share: they sign the commands that they put
 * on Kafka and the calls that they make to each other. The first key signs; all of them verify, so
 * that keys can be changed while everything runs.
 */
public final class InstallationKeys {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST_KEY = 32;
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(2);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final Map<String, SecretKeySpec> keys;
  private final String signer;

  private InstallationKeys(Map<String, SecretKeySpec> keys) {
    this.keys = Map.copyOf(keys);
    this.signer = keys.keySet().iterator().next();
  }

  /**
   * Reads {@code id:base64[,id:base64...]}; each key has at least 32 bytes.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong; never with the key
   *     itself
   */
  public static InstallationKeys parse(String text) {
    Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String trimmed = part.trim();
      int colon = trimmed.indexOf(':');
      if (colon <= 0 || !trimmed.substring(0, colon).matches("[A-Za-z0-9_-]{1,32}")) {
        throw new IllegalArgumentException(
            "Expected gatehouse.installation-keys to be ID:BASE64, several parted by commas.");
      }
      String id = trimmed.substring(0, colon);
      keys.put(id, new SecretKeySpec(secret(id, trimmed.substring(colon + 1)), ALGORITHM));
    }
    return new InstallationKeys(keys);
  }

  private static byte[] secret(String id, String base64) {
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected the installation key " + id + " to be Base64, but it is not.", e);
    }
    if (secret.length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "Expected the installation key %s to have at least %d bytes, but it has %d."
              .formatted(id, SHORTEST_KEY, secret.length));
    }
    return secret;
  }

  /** The signature of a command: {@code keyId.base64url}. */
  public String sign(String commandId, String taskId, byte[] value) {
    return signer + "." + base64(mac(signer, "command", commandId, taskId, value));
  }

  /** Whether a signature is one of ours over just these. */
  public boolean verify(String signature, String commandId, String taskId, byte[] value) {
    int dot = signature.indexOf('.');
    if (dot <= 0 || !keys.containsKey(signature.substring(0, dot))) {
      return false;
    }
    String key = signature.substring(0, dot);
    return equal(
        signature.substring(dot + 1), base64(mac(key, "command", commandId, taskId, value)));
  }

  /**
   * A credential for a call to another service, good for two minutes: {@code
   * keyId.expiry.base64url}.
   */
  public String mintServiceToken(Instant now) {
    String expiry = Long.toString(now.plus(TOKEN_LIFE).getEpochSecond());
    return signer + "." + expiry + "." + base64(mac(signer, "service", expiry, "", new byte[0]));
  }

  /** Whether a credential is one of ours and still good. */
  public boolean verifyServiceToken(String token, Instant now) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || !keys.containsKey(parts[0]) || !parts[1].matches("[0-9]{1,12}")) {
      return false;
    }
    Instant expiry = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    return expiry.isAfter(now)
        && expiry.isBefore(now.plus(TOKEN_LIFE).plus(CLOCK_SKEW))
        && equal(parts[2], base64(mac(parts[0], "service", parts[1], "", new byte[0])));
  }

  private byte[] mac(String key, String purpose, String first, String second, byte[] value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(keys.get(key));
      for (String part : new String[] {purpose, first, second}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        mac.update(bytes);
      }
      return mac.doFinal(value);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static boolean equal(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
