package dev.gatehouse.provisioning.attempt;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.schemas.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done.
 *
 * @param give true to give the access, false to take it back
 * @param appUserId the account; an order without one cannot be carried out
 * @param duration how long the access lasts once given; null for ever
 * @param ending which reasons for the access end, where it is taken back; null for all
 * @param trace what the order was caused by
 */
public record ProvisioningOrder(
    AttemptId id,
    boolean give,
    ConnectorId connectorId,
    EntitlementRef entitlement,
    @Nullable AppUserId appUserId,
    @Nullable UserId identity,
    @Nullable Duration duration,
    @Nullable Ending ending,
    Trace trace) {

  /** An order outside of any trace. */
  public ProvisioningOrder(
      AttemptId id,
      boolean give,
      ConnectorId connectorId,
      EntitlementRef entitlement,
      @Nullable AppUserId appUserId,
      @Nullable UserId identity,
      @Nullable Duration duration,
      @Nullable Ending ending) {
    this(id, give, connectorId, entitlement, appUserId, identity, duration, ending, Trace.NONE);
  }
}
