package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The access of one account to one entitlement, whether it is there, was there or is on its way.
 *
 * @param version counts the writes; 0 for one that was never written
 * @param epoch raised with each lease and by the mark of a person who leaves, so that whoever holds
 *     an older one is told
 * @param identity the person of the account when the grant was last written, where one was known
 * @param account whether the entitlement is the account itself
 * @param lease who works on it; null for nobody
 * @param sources what justifies the access; empty where it is not granted
 * @param deprovisionAt when the access ends; null for never
 * @param createdAt when the access was given; null where it is not granted
 * @param history what the last steps came to, oldest first
 */
record Grant(
    Key key,
    long version,
    long epoch,
    GrantState state,
    @Nullable UserId identity,
    boolean account,
    @Nullable Lease lease,
    List<GrantSource> sources,
    @Nullable Instant deprovisionAt,
    @Nullable Instant createdAt,
    Instant updatedAt,
    @Nullable Instant quietUntil,
    List<GrantStep> history) {
  private static final int HISTORY = 16;

  Grant {
    sources = List.copyOf(sources);
    history = List.copyOf(history);
  }

  /** Names the grant: at most one document has it. */
  record Key(EntitlementRef entitlement, AppUserId appUserId) {
    String id() {
      return DerivedId.of(
          "grant", entitlement.appId().value(), entitlement.id().value(), appUserId.value());
    }
  }

  /** A grant that was never given. */
  static Grant none(Key key, Instant now) {
    return new Grant(
        key,
        0,
        0,
        GrantState.REVOKED,
        null,
        false,
        null,
        List.of(),
        null,
        null,
        now,
        null,
        List.of());
  }

  String id() {
    return key.id();
  }

  /** The same grant, about this person. */
  Grant heldBy(@Nullable UserId person, boolean isAccount) {
    return new Grant(
        key,
        version,
        epoch,
        state,
        person,
        isAccount,
        lease,
        sources,
        deprovisionAt,
        createdAt,
        updatedAt,
        quietUntil,
        history);
  }

  /** The same grant under the version that it is written as. */
  Grant next(long written) {
    return new Grant(
        key,
        written,
        epoch,
        state,
        identity,
        account,
        lease,
        sources,
        deprovisionAt,
        createdAt,
        updatedAt,
        quietUntil,
        history);
  }

  /** As it was before, but for the epoch, which never falls. */
  Grant restored(Grant before, Instant now) {
    return new Grant(
        key,
        version,
        epoch,
        before.state,
        identity,
        account,
        before.lease,
        before.sources,
        before.deprovisionAt,
        before.createdAt,
        now,
        quietUntil,
        before.history);
  }

  /** A lease taken: the state moves to what the lease is for, under a new epoch. */
  Grant leased(Lease by, Instant now) {
    return moved(by.epoch(), by.operation().during(), by, sources, createdAt, now);
  }

  /** Nobody works on it any more, and what came of it is not known. */
  Grant released(Instant now) {
    return moved(epoch, state, null, sources, createdAt, now);
  }

  /** Granted for this reason too; the access lasts as long as the longest of its reasons. */
  Grant granted(GrantSource source, Instant now) {
    List<GrantSource> reasons = sources;
    if (reasons.stream().noneMatch(each -> each.id().equals(source.id()))) {
      reasons = Lists.append(reasons, source);
    }
    return moved(epoch, GrantState.GRANTED, null, reasons, created(now), now);
  }

  /** The same reasons, one of them with another end; unchanged where this was never a reason. */
  Grant resourced(GrantSource source, Instant now) {
    List<GrantSource> reasons =
        sources.stream().map(each -> each.id().equals(source.id()) ? source : each).toList();
    return moved(epoch, state, lease, reasons, createdAt, now);
  }

  /** The same access for these reasons; unchanged where they are the ones that it has. */
  Grant justifiedBy(List<GrantSource> reasons, Instant now) {
    return reasons.equals(sources) ? this : moved(epoch, state, lease, reasons, createdAt, now);
  }

  /** Still there, for the reasons that it had. */
  Grant kept(Instant now) {
    return moved(epoch, GrantState.GRANTED, null, sources, created(now), now);
  }

  /** Gone, with every reason for it. */
  Grant revoked(Instant now) {
    return moved(epoch, GrantState.REVOKED, null, List.of(), null, now);
  }

  /** With what this step came to; a step has one line, and the oldest makes room. */
  Grant remembering(GrantStep step) {
    List<GrantStep> others =
        history.stream().filter(each -> !each.attempt().sameStep(step.attempt())).toList();
    List<GrantStep> all = Lists.append(others, step);
    return new Grant(
        key,
        version,
        epoch,
        state,
        identity,
        account,
        lease,
        sources,
        deprovisionAt,
        createdAt,
        updatedAt,
        quietUntil,
        all.subList(Math.max(0, all.size() - HISTORY), all.size()));
  }

  /** What the step of this attempt came to, if it has ended. */
  @Nullable GrantStep ended(Attempt attempt) {
    for (GrantStep step : history) {
      if (step.attempt().sameStep(attempt)) {
        return step;
      }
    }
    return null;
  }

  private Instant created(Instant now) {
    return createdAt == null ? now : createdAt;
  }

  private Grant moved(
      long to,
      GrantState next,
      @Nullable Lease by,
      List<GrantSource> reasons,
      @Nullable Instant created,
      Instant now) {
    return new Grant(
        key,
        version,
        to,
        next,
        identity,
        account,
        by,
        reasons,
        latest(reasons),
        created,
        now,
        later(lease, by, now),
        history);
  }

  /** A lease that is taken over while it is good leaves an attempt behind that does not know. */
  private @Nullable Instant later(@Nullable Lease before, @Nullable Lease after, Instant now) {
    boolean takenOver = before != null && after != null && before.epoch() != after.epoch();
    Instant quiet = quietUntil != null && now.isBefore(quietUntil) ? quietUntil : null;
    if (before == null || !takenOver || !before.liveAt(now)) {
      return quiet;
    }
    return quiet == null || before.until().isAfter(quiet) ? before.until() : quiet;
  }

  private static @Nullable Instant latest(List<GrantSource> sources) {
    Instant latest = null;
    for (GrantSource source : sources) {
      Instant until = source.until();
      if (until == null) {
        return null;
      }
      latest = latest == null || until.isAfter(latest) ? until : latest;
    }
    return latest;
  }
}
