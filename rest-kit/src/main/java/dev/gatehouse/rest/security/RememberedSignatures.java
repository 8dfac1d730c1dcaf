package dev.gatehouse.rest.security;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Remembers which tokens a key has signed, since callers send the same token many times and a
 * signature is dear to verify. Only that is remembered: times, audience and which keys count are
 * looked at with every request.
 */
final class RememberedSignatures {
  private static final int MOST = 10_000;

  private final BiPredicate<JWK, JWSObject> verifies;
  private final Set<Signed> known;

  /** Asks this where nothing is remembered. */
  RememberedSignatures(BiPredicate<JWK, JWSObject> verifies) {
    this(verifies, MOST);
  }

  RememberedSignatures(BiPredicate<JWK, JWSObject> verifies, int most) {
    this.verifies = verifies;
    this.known = Collections.synchronizedSet(Collections.newSetFromMap(new LatestUsed(most)));
  }

  /** A token by its hash, signature included, so that little is kept of many. */
  private record Signed(JWK key, ByteBuffer token) {}

  /** Whether the key has signed the token. */
  boolean verifies(JWK key, JWSObject token) {
    Signed signed = new Signed(key, hash(token.serialize()));
    if (known.contains(signed)) {
      return true;
    }
    boolean valid = verifies.test(key, token);
    if (valid) {
      known.add(signed);
    }
    return valid;
  }

  private static ByteBuffer hash(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static final class LatestUsed extends LinkedHashMap<Signed, Boolean> {
    private final int most;

    LatestUsed(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Signed, Boolean> eldest) {
      return size() > most;
    }
  }
}
