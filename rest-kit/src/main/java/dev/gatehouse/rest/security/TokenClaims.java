package dev.gatehouse.rest.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says.
 *
 * @param subject whom it names: a user id, or an email address
 * @param email the address that the issuer vouches for, if it does
 */
public record TokenClaims(
    String issuer, String subject, @Nullable String email, Instant expiresAt) {}
