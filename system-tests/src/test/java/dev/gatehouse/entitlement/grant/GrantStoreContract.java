package dev.gatehouse.entitlement.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of grants, and of the marks of people who leave, does. */
abstract class GrantStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /** A store that may hold the grants of other tests. */
  abstract GrantStore grants();

  abstract Leavers leavers();

  /** A person who has not been used before, with one account. */
  abstract Holder newHolder();

  record Holder(UserId person, AppUserId account) {}

  @Test
  void whatIsWrittenIsFound() {
    Grant none = none(newHolder());
    assertThat(grants().find(none.key()).blockOptional()).isEmpty();

    Grant written = write(none, leased(none, Operation.GIVE));

    assertThat(written.version()).isEqualTo(1);
    assertThat(find(none)).isEqualTo(written);
    Grant given = write(written, written.granted(new GrantSource("t1", null), NOW));
    assertThat(given.version()).isEqualTo(2);
    assertThat(find(none)).isEqualTo(given);
  }

  @Test
  void onlyOneOfTwoFirstWritesWins() {
    Grant none = none(newHolder());
    Grant first = write(none, leased(none, Operation.GIVE));

    assertThat(grants().write(none, leased(none, Operation.REVOKE), null).blockOptional())
        .isEmpty();
    assertThat(find(none)).isEqualTo(first);
  }

  @Test
  void whoReadBeforeAnotherWroteLoses() {
    Grant none = none(newHolder());
    Grant read = write(none, leased(none, Operation.GIVE));
    Grant other = write(read, read.granted(new GrantSource("t1", null), NOW));

    assertThat(grants().write(read, read.revoked(NOW), null).blockOptional()).isEmpty();
    assertThat(find(none)).isEqualTo(other);
  }

  @Test
  void whoIsMarkedLeavesUntilEveryMarkIsTakenBack() {
    UserId person = newHolder().person();
    leavers().mark(person, new TaskId("o1")).block();
    leavers().mark(person, new TaskId("o1")).block();
    leavers().mark(person, new TaskId("o2")).block();
    assertThat(leavers().leaving(person).block()).isTrue();
    assertThat(leavers().among(List.of(person, newHolder().person())).block())
        .isEqualTo(Set.of(person));

    leavers().unmark(person, new TaskId("o1")).block();
    assertThat(leavers().leaving(person).block()).isTrue();
    leavers().unmark(person, new TaskId("o2")).block();
    leavers().unmark(person, new TaskId("o2")).block();
    assertThat(leavers().leaving(person).block()).isFalse();
  }

  @Test
  void aMarkRaisesTheEpochOfWhatIsBeingGivenAndOfNothingElse() {
    Holder leaver = newHolder();
    Holder other = newHolder();
    Grant giving = begun(leaver, Operation.GIVE);
    Grant ofAnother = begun(other, Operation.GIVE);

    leavers().mark(leaver.person(), new TaskId("o1")).block();

    Grant raised = find(giving);
    assertThat(raised.epoch()).isEqualTo(giving.epoch() + 1);
    assertThat(raised.version()).isEqualTo(giving.version() + 1);
    assertThat(raised.lease()).isEqualTo(giving.lease());
    assertThat(find(ofAnother)).isEqualTo(ofAnother);
    assertThat(grants().write(giving, giving.revoked(NOW), null).blockOptional()).isEmpty();
  }

  @Test
  void aMarkLeavesWhatIsBeingTakenBackAlone() {
    Holder leaver = newHolder();
    Grant taking = begun(leaver, Operation.REVOKE);

    leavers().mark(leaver.person(), new TaskId("o1")).block();

    assertThat(find(taking)).isEqualTo(taking);
  }

  private Grant begun(Holder holder, Operation operation) {
    Grant none = none(holder);
    return write(none, leased(none.heldBy(holder.person(), false), operation));
  }

  private static Grant none(Holder holder) {
    return Grant.none(
        new Grant.Key(
            new EntitlementRef(new AppId("wiki"), new EntitlementId("editors")), holder.account()),
        NOW);
  }

  private static Grant leased(Grant grant, Operation operation) {
    return grant.leased(
        new Lease(
            new Attempt(new TaskId("t1"), new StepId("s1"), 1),
            grant.epoch() + 1,
            operation,
            NOW.plus(Duration.ofMinutes(1)),
            null),
        NOW);
  }

  private Grant write(Grant before, Grant after) {
    return grants().write(before, after, "t1").blockOptional().orElseThrow();
  }

  private Grant find(Grant grant) {
    return grants().find(grant.key()).blockOptional().orElseThrow();
  }
}
