package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live grant as others see it.
 *
 * @param isAccount whether the entitlement is the account itself
 * @param createdAt when the access was given; null while it is only on its way
 * @param deprovisionAt when it expires; null for never
 * @param taskId what justified it last: a task, or an import; empty while it is on its way
 */
public record Held(
    String id,
    EntitlementRef entitlement,
    AppUserId account,
    boolean isAccount,
    @Nullable Instant createdAt,
    @Nullable Instant deprovisionAt,
    String taskId) {
  static Held of(Grant grant) {
    return new Held(
        grant.id(),
        grant.key().entitlement(),
        grant.key().appUserId(),
        grant.account(),
        grant.createdAt(),
        grant.deprovisionAt(),
        grant.sources().isEmpty() ? "" : grant.sources().getLast().id());
  }
}
