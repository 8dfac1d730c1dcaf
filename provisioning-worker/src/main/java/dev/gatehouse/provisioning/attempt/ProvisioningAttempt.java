package dev.gatehouse.provisioning.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as it is stored.
 *
 * @param claims how often a worker took it up; the number of the current claim, so that what an
 *     earlier one still says is ignored
 * @param failures how often the target could not be reached
 * @param waits how often something else stood in the way, since the last call
 * @param firstFailureAt when the target could not be reached for the first time
 * @param unsure whether a call may have arrived that no answer came of: the target has to be read
 *     before the next one
 */
public record ProvisioningAttempt(
    ProvisioningOrder order,
    AttemptState state,
    int claims,
    int failures,
    int waits,
    @Nullable Instant firstFailureAt,
    boolean unsure) {
  public AttemptId id() {
    return order.id();
  }

  /** Whether no worker had it before the one that has claimed it now. */
  public boolean firstClaim() {
    return claims == 1;
  }

  /** An attempt that was taken up as it began. */
  public static ProvisioningAttempt claimed(ProvisioningOrder order) {
    return new ProvisioningAttempt(order, AttemptState.CLAIMED, 1, 0, 0, null, false);
  }

  /** An attempt at its beginning. */
  public static ProvisioningAttempt ordered(ProvisioningOrder order) {
    return new ProvisioningAttempt(order, AttemptState.DUE, 0, 0, 0, null, false);
  }
}
