package dev.gatehouse.rest.security;

import java.time.Instant;

/** Tells whether a credential was made by a service of this installation. */
@FunctionalInterface
public interface ServiceCredentials {
  /** The scheme of the header {@code Authorization} between services. */
  String SCHEME = "Gatehouse-Service";

  boolean verify(String token, Instant now);
}
