package dev.gatehouse.entitlement.grant;

import dev.gatehouse.entitlement.grant.SettleRuling.Fence;
import dev.gatehouse.entitlement.grant.SettleRuling.Refuse;
import dev.gatehouse.entitlement.grant.SettleRuling.Settle;
import dev.gatehouse.entitlement.grant.SettleRuling.Settled;
import java.time.Instant;

/** What an attempt's report makes of a grant: only the holder of the newest epoch is believed. */
final class SettleRules {
  private SettleRules() {}

  static SettleRuling settle(Grant grant, Attempt attempt, long epoch, boolean done, Instant now) {
    GrantStep step = grant.ended(attempt);
    if (step != null && step.done() && done) {
      return new Settled();
    }
    if (step != null && step.attempt().equals(attempt) && step.epoch() == epoch) {
      return step.done() || done
          ? new Refuse("Expected the outcome that was reported before, but it was another one.")
          : new Settled();
    }
    Lease lease = grant.lease();
    if (lease == null) {
      return withoutLease(grant, epoch);
    }
    if (!lease.holder().equals(attempt) || lease.epoch() != epoch) {
      return stale(grant, epoch);
    }
    if (grant.epoch() != epoch) {
      return new Fence(
          grant.released(now),
          "Expected a person who stays, but the person began to leave meanwhile.");
    }
    return new Settle(ended(grant, lease, done, now));
  }

  /** What was there already took no lease, so the epoch has not moved since. */
  private static SettleRuling withoutLease(Grant grant, long epoch) {
    boolean atRest = grant.state() == GrantState.GRANTED || grant.state() == GrantState.REVOKED;
    return atRest && grant.epoch() == epoch ? new Settled() : stale(grant, epoch);
  }

  private static Grant ended(Grant grant, Lease lease, boolean done, Instant now) {
    GrantState state = done ? lease.operation().done() : lease.operation().undone();
    Grant next =
        switch (state) {
          case GRANTED ->
              done
                  ? grant.granted(LeaseRules.source(lease.holder(), lease.duration(), now), now)
                  : grant.kept(now);
          case REVOKED -> grant.revoked(now);
          case GRANTING, REVOKING ->
              throw new IllegalStateException("An attempt that ended leaves no " + state);
        };
    return next.remembering(new GrantStep(lease.holder(), lease.epoch(), done, state, now));
  }

  private static SettleRuling stale(Grant grant, long epoch) {
    return new Refuse(
        "Expected the epoch %d of the grant, but it was %d.".formatted(grant.epoch(), epoch));
  }
}
