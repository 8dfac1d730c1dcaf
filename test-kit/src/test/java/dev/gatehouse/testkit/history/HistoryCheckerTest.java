package dev.gatehouse.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testkit.history.Operation.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker finds what is wrong, and nothing where all is right. */
class HistoryCheckerTest {
  private static final Map<String, List<String>> THREE_VERSIONS =
      Map.of("t1", List.of("c1", "c2", "c3"));

  @Test
  void whatEverybodyCanHaveSeenIsNoViolation() {
    assertThat(
            check(
                accepted("c1", 0, 10, 1),
                accepted("c2", 11, 20, 2),
                accepted("c3", 12, 19, 3), // at the same time as c2
                refused("c4", 21, 30),
                unknown("c5", 22, 40)))
        .isEmpty();
  }

  @Test
  void anUnknownOutcomeMayHaveBeenDoneOrNot() {
    assertThat(check(unknown("c1", 0, 10), unknown("c9", 0, 10))).isEmpty();
  }

  @Test
  void whatWasAcceptedHasToBeThere() {
    assertThat(check(accepted("c9", 0, 10, 4)))
        .extracting(Violation::promise)
        .containsExactly("P1");
  }

  @Test
  void whatNeedsNoVersionOfItsOwnMayHaveNone() {
    assertThat(check(new Operation("c9", "t1", false, 0, 10, new Result.Accepted(3)))).isEmpty();
  }

  @Test
  void noCommandMakesTwoVersions() {
    assertThat(HistoryChecker.check(List.of(), Map.of("t1", List.of("c1", "c2", "c1"))))
        .extracting(Violation::promise)
        .containsExactly("P2");
  }

  @Test
  void theAnswerNamesTheVersionThatTheCommandMade() {
    assertThat(check(accepted("c2", 0, 10, 3)))
        .extracting(Violation::promise)
        .containsExactly("P4");
  }

  @Test
  void whatWasRefusedChangedNothing() {
    assertThat(check(refused("c2", 0, 10))).extracting(Violation::promise).containsExactly("P4");
  }

  @Test
  void whoBeganAfterAnAnswerComesAfterIt() {
    assertThat(check(accepted("c3", 0, 10, 3), accepted("c2", 11, 20, 2)))
        .extracting(Violation::toString)
        .containsExactly(
            "P4: Expected command c2 of task t1 to come after version 3, which command c3 had been"
                + " answered before it began, but it was answered version 2.");
  }

  @Test
  void anOlderAnswerWithAHigherVersionCountsToo() {
    assertThat(
            check(
                accepted("c3", 0, 10, 3),
                accepted("c1", 0, 11, 1), // answered later, but lower
                accepted("c2", 12, 20, 2)))
        .extracting(Violation::promise)
        .containsExactly("P4");
  }

  @Test
  void tasksHaveNothingToDoWithEachOther() {
    List<Operation> operations =
        List.of(
            new Operation("a1", "t1", true, 0, 10, new Result.Accepted(2)),
            new Operation("b1", "t2", true, 11, 20, new Result.Accepted(1)));

    assertThat(
            HistoryChecker.check(operations, Map.of("t1", List.of("x", "a1"), "t2", List.of("b1"))))
        .isEmpty();
  }

  private static List<Violation> check(Operation... operations) {
    return HistoryChecker.check(List.of(operations), THREE_VERSIONS);
  }

  private static Operation accepted(String command, long begin, long end, long version) {
    return new Operation(command, "t1", true, begin, end, new Result.Accepted(version));
  }

  private static Operation refused(String command, long begin, long end) {
    return new Operation(command, "t1", true, begin, end, new Result.Refused("STALE_STEP"));
  }

  private static Operation unknown(String command, long begin, long end) {
    return new Operation(command, "t1", true, begin, end, new Result.Unknown());
  }
}
