package dev.gatehouse.runtime.codec;

import dev.gatehouse.core.task.Command;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public keys (Ed25519) of clients that may put commands on the topic themselves, such as an HR
 * system that starts an offboarding. Each command carries a proof: a compact JWS whose {@code iss}
 * is the client, {@code jti} the command id and {@code htb} the SHA-256 of the value.
 */
public final class ClientKeys {
  /** No client may. */
  public static final ClientKeys NONE = new ClientKeys(Map.of());

  private static final int LONGEST_PROOF = 4096;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, PublicKey> keys;

  private ClientKeys(Map<String, PublicKey> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * Reads {@code client:base64[,client:base64...]}, each key as X.509 (what is between the lines of
   * a PEM file); blank for none.
   */
  public static ClientKeys parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] both = part.trim().split(":", 2);
      if (both.length != 2 || !both[0].matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException(
            "Expected gatehouse.client-keys to be CLIENT:BASE64, several parted by commas.");
      }
      keys.put(both[0], key(both[0], both[1]));
    }
    return new ClientKeys(keys);
  }

  private static PublicKey key(String client, String base64) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected the key of the client " + client + " to be an Ed25519 key, but it is not.", e);
    }
  }

  /** Why a command is not believed, as a sentence; empty if it is. */
  String refuse(
      String proof, String client, CommandEnvelope envelope, byte[] value, Instant recordedAt) {
    PublicKey key = keys.get(client);
    String[] parts = proof.length() > LONGEST_PROOF ? new String[0] : proof.split("\\.", -1);
    if (key == null || parts.length != 3) {
      return "Expected proof by a client that is known here, but it is not.";
    }
    if (!mayGive(envelope.command())) {
      return "Expected a command that a client may give, but this one is for services only.";
    }
    try {
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      boolean holds =
          JSON.readTree(Base64.getUrlDecoder().decode(parts[0]))
                  .path("alg")
                  .asString("")
                  .equals("EdDSA")
              && signed(key, parts)
              && claims.path("iss").asString("").equals(client)
              && claims.path("jti").asString("").equals(envelope.id().value())
              && claims.path("htb").asString("").equals(hash(value))
              && recordedAt.getEpochSecond() < claims.path("exp").asLong(0);
      return holds ? "" : "Expected proof of who gave the command, but it does not hold.";
    } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
      return "Expected proof of who gave the command, but it cannot be read.";
    }
  }

  private static boolean mayGive(Command command) {
    return switch (command) {
      case Command.CreateGrant c -> true;
      case Command.CreateRevoke c -> c.parent() == null;
      case Command.CreateOffboarding c -> true;
      case Command.Comment c -> true;
      case Command.Close c -> true;
      case Command.Approve c -> false;
      case Command.Deny c -> false;
      case Command.Reassign c -> false;
      case Command.Restart c -> false;
      case Command.Reset c -> false;
      case Command.SkipStep c -> false;
      case Command.ProcessNow c -> false;
      case Command.RetryProvisioning c -> false;
      case Command.UpdateGrantDuration c -> false;
      case Command.UpdateRequestData c -> false;
      case Command.Escalate c -> false;
      case Command.CompleteProvision c -> false;
      case Command.ErrorProvision c -> false;
      case Command.CancelProvision c -> false;
      case Command.ReportAttempt c -> false;
      case Command.ProvisioningFinished c -> false;
      case Command.ContinueOffboarding c -> false;
      case Command.TimerFired c -> false;
      case Command.ChildClosed c -> false;
      case Command.Watch c -> false;
      case Command.Resume c -> false;
    };
  }

  private static boolean signed(PublicKey key, String[] parts) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  private static String hash(byte[] value) throws GeneralSecurityException {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(value));
  }
}
