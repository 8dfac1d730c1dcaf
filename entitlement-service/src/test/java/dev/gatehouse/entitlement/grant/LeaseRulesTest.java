package dev.gatehouse.entitlement.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.grant.LeaseRuling.Already;
import dev.gatehouse.entitlement.grant.LeaseRuling.Busy;
import dev.gatehouse.entitlement.grant.LeaseRuling.Lend;
import dev.gatehouse.entitlement.grant.LeaseRuling.Stale;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every state of a grant against everything that may be asked of it. */
class LeaseRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Attempt ANN = new Attempt(new TaskId("ann"), new StepId("s1"), 1);
  private static final Attempt BOB = new Attempt(new TaskId("bob"), new StepId("s2"), 1);

  private static final Grant NONE =
      Grant.none(
          new Grant.Key(
              new EntitlementRef(new AppId("wiki"), new EntitlementId("editors")),
              new AppUserId("wiki-ann")),
          NOW);
  private static final Grant GRANTING = lent(LeaseRules.take(NONE, give(ANN), NOW)).next();
  private static final Grant GRANTED = settled(GRANTING, ANN, true);
  private static final Grant REVOKING = lent(LeaseRules.take(GRANTED, revoke(BOB), NOW)).next();
  private static final Grant REVOKED = settled(REVOKING, BOB, true);
  private static final Attempt CY = new Attempt(new TaskId("cy"), new StepId("s3"), 1);

  private record Case(String name, Grant grant, Ask ask, Instant at, String ruling) {}

  @TestFactory
  Stream<DynamicTest> everyStateAnswersEveryAsk() {
    Instant expired = NOW.plus(LEASE);
    Instant longGone = expired.plus(LeaseRules.REVOKE_FIRST);
    Grant released = GRANTING.released(NOW);
    return Stream.of(
            new Case("never given, give", NONE, give(CY), NOW, "lend"),
            new Case("never given, revoke", NONE, revoke(CY), NOW, "already"),
            new Case("granting, give of another", GRANTING, give(CY), NOW, "busy"),
            new Case("granting, revoke of another", GRANTING, revoke(CY), NOW, "busy"),
            new Case("granting, same attempt", GRANTING, give(ANN), NOW, "take over"),
            new Case("granting, next attempt", GRANTING, give(attempt(ANN, 2)), NOW, "take over"),
            new Case("granting, earlier attempt", GRANTING, give(attempt(ANN, 0)), NOW, "stale"),
            new Case("granting expired, give", GRANTING, give(CY), expired, "take over"),
            new Case("granting expired, revoke", GRANTING, revoke(CY), expired, "take over"),
            new Case("granting released, give", released, give(CY), NOW, "take over"),
            new Case("granting released, revoke", released, revoke(CY), NOW, "take over"),
            new Case("granted, give of another", GRANTED, give(CY), NOW, "already"),
            new Case("granted, give of the same", GRANTED, give(ANN), NOW, "already"),
            new Case("granted, revoke", GRANTED, revoke(CY), NOW, "lend"),
            new Case("revoking, give", REVOKING, give(CY), NOW, "busy"),
            new Case("revoking, revoke of another", REVOKING, revoke(CY), NOW, "busy"),
            new Case("revoking, same attempt", REVOKING, revoke(BOB), NOW, "take over"),
            new Case("revoking expired, revoke", REVOKING, revoke(CY), expired, "take over"),
            new Case("revoking expired, give", REVOKING, give(CY), expired, "busy"),
            new Case("revoking long gone, give", REVOKING, give(CY), longGone, "take over"),
            new Case("revoked, give of another", REVOKED, give(CY), NOW, "lend"),
            new Case("revoked, revoke of another", REVOKED, revoke(CY), NOW, "already"),
            new Case("revoked, late repeat of the give", REVOKED, give(ANN), NOW, "already"),
            new Case(
                "revoked, late next attempt of the give",
                REVOKED,
                give(attempt(ANN, 2)),
                NOW,
                "already"),
            new Case("revoked, repeat of the revoke", REVOKED, revoke(BOB), NOW, "already"))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () ->
                        assertThat(name(LeaseRules.take(each.grant(), each.ask(), each.at())))
                            .isEqualTo(each.ruling())));
  }

  @Test
  void eachLeaseHasAHigherEpoch() {
    assertThat(GRANTING.epoch()).isEqualTo(1);
    assertThat(lent(LeaseRules.take(GRANTING, give(ANN), NOW)).next().epoch()).isEqualTo(2);
    assertThat(REVOKING.epoch()).isEqualTo(GRANTED.epoch() + 1);
  }

  @Test
  void anAttemptThatFailedMayBeRepeatedUntilOthersHaveBeenThere() {
    // given
    Grant failed = settled(GRANTING, ANN, false);
    Grant others = settled(lent(LeaseRules.take(failed, give(CY), NOW)).next(), CY, true);
    Grant gone = settled(lent(LeaseRules.take(others, revoke(BOB), NOW)).next(), BOB, true);

    // then
    assertThat(name(LeaseRules.take(failed, give(ANN), NOW))).isEqualTo("lend");
    assertThat(name(LeaseRules.take(gone, give(ANN), NOW))).isEqualTo("stale");
    assertThat(name(LeaseRules.take(gone, give(attempt(ANN, 2)), NOW))).isEqualTo("lend");
  }

  @Test
  void anAttemptThatLostItsLeaseEarlyKeepsOthersWaiting() {
    // given
    Instant later = NOW.plusSeconds(10);
    Grant again = lent(LeaseRules.take(GRANTING, give(attempt(ANN, 2)), later)).next();
    Grant granted = settled(again, attempt(ANN, 2), true);

    // then
    assertThat(name(LeaseRules.take(granted, revoke(CY), later))).isEqualTo("busy");
    assertThat(name(LeaseRules.take(granted, revoke(CY), NOW.plus(LEASE)))).isEqualTo("lend");
  }

  @Test
  void whatIsGrantedTwiceLastsAsLongAsTheLongerReason() {
    // given
    Grant forAnHour = settled(granting(ANN, Duration.ofHours(1)), ANN, true);

    // when
    Grant longer = already(LeaseRules.take(forAnHour, give(CY, Duration.ofHours(3)), NOW));
    Grant forEver = already(LeaseRules.take(longer, give(BOB), NOW));
    Grant repeated = already(LeaseRules.take(longer, give(CY, Duration.ofHours(9)), NOW));

    // then
    assertThat(forAnHour.deprovisionAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(longer.deprovisionAt()).isEqualTo(NOW.plus(Duration.ofHours(3)));
    assertThat(longer.sources()).extracting(GrantSource::id).containsExactly("ann", "cy");
    assertThat(forEver.deprovisionAt()).isNull();
    assertThat(repeated).isEqualTo(longer);
  }

  private static final Duration HOUR = Duration.ofHours(1);

  /** Ann's request gave it for an hour, Cy's for three. */
  private static final Grant TWICE =
      already(
          LeaseRules.take(
              settled(granting(ANN, HOUR), ANN, true), give(CY, HOUR.multipliedBy(3)), NOW));

  private static final Ending OF_ANN = new Ending.OfRequest(ANN.taskId());
  private static final Ending OF_CY = new Ending.OfRequest(CY.taskId());
  private static final Ending OF_NOBODY = new Ending.OfRequest(new TaskId("somebody-else"));

  private record Left(String name, Ending ending, String ruling, List<String> reasons) {}

  /** An access goes only with the last of its reasons. */
  @TestFactory
  Stream<DynamicTest> whatIsLeftWhenReasonsEnd() {
    Instant anHour = NOW.plus(HOUR);
    return Stream.of(
            new Left("one request of two", OF_ANN, "already", List.of("cy")),
            new Left("the other request", OF_CY, "already", List.of("ann")),
            new Left("a request that gave nothing", OF_NOBODY, "already", List.of("ann", "cy")),
            new Left(
                "nothing has expired", new Ending.ExpiredBy(NOW), "already", List.of("ann", "cy")),
            new Left("one has expired", new Ending.ExpiredBy(anHour), "already", List.of("cy")),
            new Left(
                "both have",
                new Ending.ExpiredBy(anHour.plus(HOUR.multipliedBy(2))),
                "lend",
                List.of()))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () -> {
                      LeaseRuling ruling = LeaseRules.take(TWICE, revoke(BOB, each.ending()), NOW);
                      assertThat(name(ruling)).isEqualTo(each.ruling());
                      if (ruling instanceof Already kept) {
                        assertThat(kept.next().state()).isEqualTo(GrantState.GRANTED);
                        assertThat(kept.next().sources())
                            .extracting(GrantSource::id)
                            .containsExactlyElementsOf(each.reasons());
                      }
                    }));
  }

  @Test
  void whoeverNamesNoReasonTakesTheAccessWhateverJustifiesIt() {
    Lend revoking = lent(LeaseRules.take(TWICE, revoke(BOB), NOW));

    assertThat(settled(revoking.next(), BOB, true).state()).isEqualTo(GrantState.REVOKED);
    assertThat(settled(revoking.next(), BOB, true).sources()).isEmpty();
  }

  @Test
  void theEndOfTheLongestReasonIsNotThatOfTheAccessOnceItIsUndone() {
    Grant kept = already(LeaseRules.take(TWICE, revoke(BOB, OF_CY), NOW));

    assertThat(kept.deprovisionAt()).isEqualTo(NOW.plus(HOUR));
    assertThat(already(LeaseRules.take(kept, revoke(BOB, OF_CY), NOW))).isEqualTo(kept);
    assertThat(name(LeaseRules.take(kept, revoke(BOB, OF_ANN), NOW))).isEqualTo("lend");
  }

  @Test
  void theLastReasonStaysUntilTheAccessIsGoneButIsOverAtOnce() {
    Grant kept = already(LeaseRules.take(TWICE, revoke(BOB, OF_CY), NOW));

    Grant over = ReasonRules.ended(kept, OF_ANN, NOW);

    assertThat(ReasonRules.stays(kept, OF_ANN)).isFalse();
    assertThat(over.state()).isEqualTo(GrantState.GRANTED);
    assertThat(over.deprovisionAt()).isEqualTo(NOW);
    assertThat(ReasonRules.ended(over, OF_ANN, NOW.plusSeconds(9))).isEqualTo(over);
    assertThat(name(LeaseRules.take(over, revoke(CY, new Ending.ExpiredBy(NOW)), NOW)))
        .isEqualTo("lend");
  }

  @Test
  void outcomesOfAttempts() {
    assertThat(GRANTED.state()).isEqualTo(GrantState.GRANTED);
    assertThat(GRANTED.createdAt()).isEqualTo(NOW);
    assertThat(settled(GRANTING, ANN, false).state()).isEqualTo(GrantState.REVOKED);
    assertThat(REVOKED.state()).isEqualTo(GrantState.REVOKED);
    assertThat(REVOKED.sources()).isEmpty();
    Grant kept = settled(REVOKING, BOB, false);
    assertThat(kept.state()).isEqualTo(GrantState.GRANTED);
    assertThat(kept.sources()).isEqualTo(GRANTED.sources());
  }

  @Test
  void aReportIsTakenOnceAndOnlyFromTheNewestEpoch() {
    Grant again = lent(LeaseRules.take(GRANTING, give(ANN), NOW)).next();

    assertThat(SettleRules.settle(again, ANN, 1, true, NOW))
        .isInstanceOf(SettleRuling.Refuse.class);
    assertThat(SettleRules.settle(GRANTED, ANN, 1, true, NOW))
        .isInstanceOf(SettleRuling.Settled.class);
    assertThat(SettleRules.settle(GRANTED, ANN, 1, false, NOW))
        .isInstanceOf(SettleRuling.Refuse.class);
    assertThat(SettleRules.settle(GRANTING, CY, 1, true, NOW))
        .isInstanceOf(SettleRuling.Refuse.class);
    assertThat(SettleRules.settle(REVOKING, ANN, 1, true, NOW))
        .isInstanceOf(SettleRuling.Settled.class);
    assertThat(SettleRules.settle(REVOKED, CY, REVOKED.epoch(), true, NOW))
        .isInstanceOf(SettleRuling.Settled.class);
  }

  @Test
  void whoeverGivesToAPersonThatBeginsToLeaveIsNotBelieved() {
    // given
    Grant marked =
        new Grant(
            GRANTING.key(),
            GRANTING.version() + 1,
            GRANTING.epoch() + 1,
            GRANTING.state(),
            null,
            false,
            GRANTING.lease(),
            List.of(),
            null,
            null,
            NOW,
            null,
            List.of());

    // when
    SettleRuling ruling = SettleRules.settle(marked, ANN, 1, true, NOW);

    // then
    assertThat(ruling).isInstanceOf(SettleRuling.Fence.class);
    Grant next = ((SettleRuling.Fence) ruling).next();
    assertThat(next.state().live()).isTrue();
    assertThat(name(LeaseRules.take(next, revoke(CY), NOW))).isEqualTo("take over");
  }

  private static Grant granting(Attempt attempt, Duration duration) {
    return lent(LeaseRules.take(NONE, give(attempt, duration), NOW)).next();
  }

  private static Attempt attempt(Attempt first, int number) {
    return new Attempt(first.taskId(), first.stepId(), number);
  }

  private static Ask give(Attempt attempt) {
    return give(attempt, null);
  }

  private static Ask give(Attempt attempt, @Nullable Duration duration) {
    return new Ask(attempt, Operation.GIVE, duration, null, LEASE);
  }

  private static Ask revoke(Attempt attempt) {
    return new Ask(attempt, Operation.REVOKE, null, null, LEASE);
  }

  private static Ask revoke(Attempt attempt, Ending ending) {
    return new Ask(attempt, Operation.REVOKE, null, ending, LEASE);
  }

  private static Lend lent(LeaseRuling ruling) {
    return (Lend) ruling;
  }

  private static Grant already(LeaseRuling ruling) {
    return ((Already) ruling).next();
  }

  private static Grant settled(Grant leased, Attempt attempt, boolean done) {
    return ((SettleRuling.Settle) SettleRules.settle(leased, attempt, leased.epoch(), done, NOW))
        .next();
  }

  private static String name(LeaseRuling ruling) {
    return switch (ruling) {
      case Lend r -> r.takenOver() ? "take over" : "lend";
      case Already r -> "already";
      case Busy r -> "busy";
      case Stale r -> "stale";
    };
  }
}
