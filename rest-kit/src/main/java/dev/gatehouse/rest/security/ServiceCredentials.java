package dev.gatehouse.rest.security;

import dev.gatehouse.schemas.signing.InstallationKeys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the services of one installation know each other: short-lived tokens of its own keys. */
public final class ServiceCredentials {
  static final String SCHEME = "Gatehouse-Service";

  private final @Nullable InstallationKeys keys;

  ServiceCredentials(@Nullable InstallationKeys keys) {
    this.keys = keys;
  }

  /** The header {@code Authorization} of a call to another service. */
  public static String header(InstallationKeys keys, Instant now) {
    return SCHEME + " " + keys.mintServiceToken(now);
  }

  /** Whether a service of this installation made the token; never where there are no keys. */
  boolean verify(String token, Instant now) {
    return keys != null && keys.verifyServiceToken(token, now);
  }
}
