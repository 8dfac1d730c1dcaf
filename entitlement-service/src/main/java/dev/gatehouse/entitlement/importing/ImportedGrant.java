package dev.gatehouse.entitlement.importing;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Access that a file says is there.
 *
 * @param identity the person of the account, where one is known
 * @param account whether the entitlement is the account itself
 * @param expiresAt when the access ends; null for never
 */
public record ImportedGrant(
    EntitlementRef entitlement,
    AppUserId appUserId,
    @Nullable UserId identity,
    boolean account,
    @Nullable Instant expiresAt) {}
