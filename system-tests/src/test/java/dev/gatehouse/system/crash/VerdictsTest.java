package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.system.crash.Ledger.Told;
import dev.gatehouse.testkit.history.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The suite is able to fail: each promise that is broken on purpose is reported as broken. */
class VerdictsTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Target.Member ANN = new Target.Member("cn=g", "uid=ann");

  private final Map<String, List<String>> versions = new TreeMap<>();
  private final Map<String, Store.Kept> kept = new HashMap<>();
  private final List<Ledger.Line> lines = new ArrayList<>();
  private final List<Violation> chains = new ArrayList<>();
  private final List<Witness.Seen> tasks = new ArrayList<>();
  private final List<Store.Grant> grants = new ArrayList<>();
  private final Set<Target.Member> members = new HashSet<>();
  private final List<Target.Change> book = new ArrayList<>();
  private final Set<String> bad = new TreeSet<>(Set.of("task-commands-1@7"));
  private final Set<String> dead = new TreeSet<>(Set.of("task-commands-1@7"));
  private final List<BadRecords.Good> good = new ArrayList<>();
  private final List<Leavers.Leaver> leavers = new ArrayList<>();
  private final List<String> settled = new ArrayList<>(List.of(""));
  private final List<String> replayed = new ArrayList<>();
  private final Map<String, Integer> points = new TreeMap<>(Map.of("C1", 1));
  private final List<Duration> ends = new ArrayList<>(List.of(Duration.ofSeconds(3)));

  /** Ann asks for access, it is approved, given, taken back; nothing is wrong. */
  VerdictsTest() {
    task("t1", "c1", "c2", "c3");
    line("t1", "c1", 0, 10, Told.ACCEPTED);
    line("t1", "c2", 20, 30, Told.ACCEPTED);
    line("t1", "c9", 25, 50, Told.REFUSED);
    tasks.add(seen("t1", "grant", "GRANT_OUTCOME_GRANTED", NOON, null));
    task("t2", "d1", "d2");
    tasks.add(seen("t2", "revoke", "REVOKE_OUTCOME_REVOKED", NOON.plusSeconds(60), null));
    book.add(new Target.Change(NOON.minusSeconds(1), "cn=g", "uid=ann", true));
    book.add(new Target.Change(NOON.plusSeconds(59), "cn=g", "uid=ann", false));
    grants.add(new Store.Grant("g", "a", "ann", "REVOKED"));
    good.add(new BadRecords.Good("t1", "c3"));
  }

  @Test
  void nothingIsBrokenWhereNothingIsWrong() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void anAcceptedCommandThatIsNowhereIsLost() {
    line("t1", "c4", 60, 70, Told.ACCEPTED);

    assertThat(broken()).contains("P1");
    assertThat(verdict("P1").lost()).isEqualTo(1);
  }

  @Test
  void anAcceptedTaskThatIsNowhereIsLost() {
    line("t7", "e1", 60, 70, Told.ACCEPTED);

    assertThat(broken()).contains("P1");
  }

  @Test
  void aClientWithoutAnyAnswerIsStuck() {
    line("t1", "c5", 60, 70, Told.NOTHING);

    assertThat(broken()).containsExactly("P1", "P11");
    assertThat(verdict("P1").stuck()).isEqualTo(1);
  }

  @Test
  void aCommandWithTwoVersionsIsDoubled() {
    task("t1", "c1", "c2", "c3", "c2");

    assertThat(broken()).contains("P2");
    assertThat(verdict("P2").doubled()).isEqualTo(1);
  }

  @Test
  void aVersionThatWasNotPublishedIsLost() {
    versions.put("t1", List.of("c1", "c2"));

    assertThat(broken()).contains("P3");
    assertThat(verdict("P3").lost()).isPositive();
  }

  @Test
  void aVersionWithTwoContentsIsDoubled() {
    chains.add(new Violation("P3", "Expected event t1:1:2 to have the same bytes each time, but"));

    assertThat(broken()).contains("P3");
    assertThat(verdict("P3").doubled()).isEqualTo(1);
  }

  @Test
  void aMissingAuditIsToldOf() {
    kept.put("t1", new Store.Kept(3, Map.of(), new TreeMap<>(Map.of(1L, "c1", 2L, "c2"))));

    assertThat(broken()).contains("P3");
  }

  @Test
  void aRefusedCommandThatChangedSomethingIsOutOfOrder() {
    task("t1", "c1", "c2", "c9");

    assertThat(broken()).contains("P4");
  }

  @Test
  void whoBeganLaterMustNotComeBefore() {
    line("t1", "c3", 2, 3, Told.ACCEPTED);

    assertThat(broken()).contains("P4");
  }

  @Test
  void accessThatWasGivenTwiceIsDoubled() {
    book.add(new Target.Change(NOON.plusSeconds(10), "cn=g", "uid=ann", true));

    assertThat(broken()).contains("P5");
    assertThat(verdict("P5").doubled()).isEqualTo(1);
  }

  @Test
  void accessThatIsThereButNotRecordedIsToldOf() {
    members.add(ANN);

    assertThat(broken()).contains("P5");
  }

  @Test
  void accessThatIsRecordedButNotThereIsLost() {
    grants.set(0, new Store.Grant("g", "a", "ann", "GRANTED"));

    assertThat(broken()).contains("P5");
    assertThat(verdict("P5").lost()).isEqualTo(1);
  }

  @Test
  void accessMustNotComeBack() {
    book.add(new Target.Change(NOON.plusSeconds(90), "cn=g", "uid=ann", true));

    assertThat(broken()).contains("P6");
  }

  @Test
  void accessMustNotEndEarlyNorTwice() {
    tasks.add(seen("t3", "revoke", "", NOON, NOON.plusSeconds(1)));
    tasks.add(seen("t4", "revoke", "", NOON.plusSeconds(2), NOON.plusSeconds(1)));

    assertThat(broken()).contains("P7");
    assertThat(verdict("P7").violations()).hasSize(2);
  }

  @Test
  void whoHasLeftMustHoldNothing() {
    leavers.add(new Leavers.Leaver("ann", "t9"));
    tasks.add(seen("t9", "offboarding", "OFFBOARDING_OUTCOME_DONE", NOON, null));
    assertThat(broken()).isEmpty();

    grants.add(new Store.Grant("g2", "a", "ann", "GRANTED"));

    assertThat(broken()).contains("P8");
  }

  @Test
  void anOffboardingThatIsNotDoneIsStuck() {
    leavers.add(new Leavers.Leaver("ann", "t9"));

    assertThat(verdict("P8").stuck()).isEqualTo(1);
    assertThat(broken()).contains("P8");
  }

  @Test
  void whatDoesNotSettleIsStuck() {
    settled.add("there is a task that waits for nobody");

    assertThat(broken()).containsExactly("P9");
    assertThat(verdict("P9").stuck()).isEqualTo(1);
  }

  @Test
  void aBadRecordThatIsNoDeadLetterIsLost() {
    bad.add("task-commands-2@1");

    assertThat(broken()).containsExactly("P10");
    assertThat(verdict("P10").lost()).isEqualTo(1);
  }

  @Test
  void aGoodRecordThatIsADeadLetterIsToldOf() {
    dead.add("task-commands-2@1");

    assertThat(broken()).containsExactly("P10");
  }

  @Test
  void aGoodCommandAmongBadOnesThatDidNothingIsToldOf() {
    good.add(new BadRecords.Good("t1", "c8"));

    assertThat(broken()).containsExactly("P10");
  }

  @Test
  void whatReadingAgainChangesIsToldOf() {
    replayed.add("task t1");

    assertThat(broken()).containsExactly("P12");
  }

  @Test
  void aServiceThatTakesLongToEndIsToldOf() {
    ends.add(Duration.ofSeconds(21));

    assertThat(broken()).containsExactly("P16");
  }

  @Test
  void aPointThatNobodyDiedAtIsToldOf() {
    points.put("C5", 0);

    assertThat(broken()).containsExactly("all");
  }

  private void task(String id, String... commands) {
    versions.put(id, List.of(commands));
    TreeMap<Long, String> audits = new TreeMap<>();
    for (String command : commands) {
      audits.put(audits.size() + 1L, command);
    }
    kept.put(id, new Store.Kept(commands.length, Map.of(), audits));
  }

  private void line(String task, String command, long begin, long end, Told told) {
    lines.add(new Ledger.Line("comment", task, command, begin, end, 1, told, "no"));
  }

  private static Witness.Seen seen(
      String id, String type, String outcome, Instant at, @Nullable Instant expiredAt) {
    return new Witness.Seen(id, type, false, outcome, "g", "a", "ann", "", "", at, at, expiredAt);
  }

  private List<String> broken() {
    return verdicts().stream().filter(each -> !each.kept()).map(Verdict::promise).toList();
  }

  private Verdict verdict(String promise) {
    return verdicts().stream()
        .collect(Collectors.toMap(Verdict::promise, each -> each))
        .get(promise);
  }

  private List<Verdict> verdicts() {
    return Verdicts.of(
        new Evidence(
            lines,
            versions,
            chains,
            0,
            kept,
            tasks,
            grants,
            Map.of(Evidence.key("g", "a"), ANN, Evidence.key("g2", "a"), ANN),
            members,
            book,
            5,
            bad,
            dead,
            good,
            leavers,
            settled,
            new Replay.Outcome(12, replayed),
            new Evidence.Done(Map.of(), points, ends, Duration.ofSeconds(20), List.of(true))));
  }
}
