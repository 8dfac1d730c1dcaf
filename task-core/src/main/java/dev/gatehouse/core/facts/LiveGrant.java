package dev.gatehouse.core.facts;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Access that somebody has, or is just being given: a grant in state GRANTING, GRANTED or REVOKING.
 *
 * @param account true where the entitlement is the account itself, which is taken back last
 * @param deprovisionAt when it expires; null for never
 */
public record LiveGrant(
    EntitlementRef entitlement,
    AppUserId appUserId,
    @Nullable UserId identity,
    String displayName,
    boolean account,
    @Nullable Instant deprovisionAt) {}
