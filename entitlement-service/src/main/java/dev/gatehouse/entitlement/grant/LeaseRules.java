package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.entitlement.grant.LeaseRuling.Already;
import dev.gatehouse.entitlement.grant.LeaseRuling.Busy;
import dev.gatehouse.entitlement.grant.LeaseRuling.Lend;
import dev.gatehouse.entitlement.grant.LeaseRuling.Stale;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may work on a grant: one attempt at a time. An attempt that did not say what came of it keeps
 * the grant uncertain until the next one reads the target; where a give and a revoke compete for
 * such a grant, the revoke wins.
 */
final class LeaseRules {
  /**
   * How long after its lease an unfinished revoke still keeps others from giving the access: longer
   * than its worker needs to come back, so that a give does not overtake it.
   */
  static final Duration REVOKE_FIRST = Duration.ofMinutes(10);

  private LeaseRules() {}

  static LeaseRuling take(Grant grant, Ask ask, Instant now) {
    GrantStep ended = grant.ended(ask.attempt());
    if (ended != null && ended.done()) {
      return new Already(grant);
    }
    if (ended != null && overtaken(grant, ended, ask.attempt())) {
      return stale(ask.attempt(), ended.attempt());
    }
    return switch (grant.state()) {
      case REVOKED ->
          ask.operation() == Operation.REVOKE ? new Already(grant) : lend(grant, ask, false, now);
      case GRANTED ->
          ask.operation() == Operation.GIVE ? prolong(grant, ask, now) : takeBack(grant, ask, now);
      case GRANTING, REVOKING -> takeOver(grant, ask, now);
    };
  }

  private static LeaseRuling takeOver(Grant grant, Ask ask, Instant now) {
    Lease lease = grant.lease();
    if (lease == null) {
      return lend(grant, ask, true, now);
    }
    Attempt holder = lease.holder();
    if (holder.sameStep(ask.attempt())) {
      return holder.number() > ask.attempt().number()
          ? stale(ask.attempt(), holder)
          : new Lend(next(grant, ask, now), true);
    }
    Instant free =
        lease.operation() == Operation.REVOKE && ask.operation() == Operation.GIVE
            ? lease.until().plus(REVOKE_FIRST)
            : lease.until();
    return now.isBefore(free)
        ? busy("the task " + holder.taskId() + " works on it", free)
        : lend(grant, ask, true, now);
  }

  private static LeaseRuling lend(Grant grant, Ask ask, boolean takenOver, Instant now) {
    Instant quiet = grant.quietUntil();
    return quiet != null && now.isBefore(quiet)
        ? busy("an attempt that was given up may still reach it", quiet)
        : new Lend(next(grant, ask, now), takenOver);
  }

  private static Busy busy(String why, Instant until) {
    return new Busy("Expected a grant at rest, but %s until %s.".formatted(why, until));
  }

  private static Grant next(Grant grant, Ask ask, Instant now) {
    return grant.leased(
        new Lease(
            ask.attempt(),
            grant.epoch() + 1,
            ask.operation(),
            now.plus(ask.leaseFor()),
            ask.duration()),
        now);
  }

  /** The access is there already: only its reasons and its end change. */
  private static LeaseRuling prolong(Grant grant, Ask ask, Instant now) {
    Grant next = grant.granted(source(ask.attempt(), ask.duration(), now), now);
    return next.sources().equals(grant.sources()) ? new Already(grant) : new Already(next);
  }

  /** Where only some of the reasons end, the target is not touched unless they are the last. */
  private static LeaseRuling takeBack(Grant grant, Ask ask, Instant now) {
    Ending ending = ask.ending();
    return ending != null && ReasonRules.stays(grant, ending)
        ? new Already(ReasonRules.ended(grant, ending, now))
        : lend(grant, ask, false, now);
  }

  static GrantSource source(Attempt attempt, @Nullable Duration duration, Instant now) {
    return new GrantSource(attempt.taskId().value(), duration == null ? null : now.plus(duration));
  }

  /** A late repeat of an attempt must not undo what others did since it ended. */
  private static boolean overtaken(Grant grant, GrantStep ended, Attempt asked) {
    int number = ended.attempt().number();
    return number > asked.number()
        || (number == asked.number() && !grant.history().getLast().equals(ended));
  }

  private static Stale stale(Attempt asked, Attempt later) {
    return new Stale(
        "Expected an attempt of the step %s after %d, but it was %d."
            .formatted(asked.stepId(), later.number(), asked.number()));
  }
}
