package dev.gatehouse.core.corpus;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What was recorded is decided the same way today, and twice. A change of a decision that is meant
 * is accepted by a command, and then seen in the difference of the file: {@link #HOW}.
 */
class DecisionCorpusTest {
  /** What to do with the corpus instead of only testing it. */
  private static final String MODE = "gatehouse.decisions";

  private static final String HOW =
      """
      If that is meant, take it over with
        mvn -pl task-core test -Dtest=DecisionCorpusTest -Dgatehouse.decisions=accept
      and look at the difference of %s. For new kinds of decisions add some with \
      -Dgatehouse.decisions=add; where a decision needs to know more than was recorded, make all of \
      it anew with -Dgatehouse.decisions=record.\
      """
          .formatted(Corpus.FILE);

  private static final int MOST_TOLD = 10;

  /** The shell refuses with this one, not the core. */
  private static final Reason OF_THE_SHELL = Reason.TOO_LARGE;

  private final List<String> lines = Corpus.lines();

  @BeforeAll
  static void prepare() {
    renew(System.getProperty(MODE, ""));
  }

  private static void renew(String mode) {
    switch (mode) {
      case "" -> {}
      case "record" -> Corpus.write(Recorder.record(List.of()));
      case "add" ->
          Corpus.write(Recorder.record(Corpus.lines().stream().map(Corpus::read).toList()));
      case "accept" -> accept();
      default ->
          throw new IllegalArgumentException(
              "Expected %s to be accept, add or record, but it is \"%s\".".formatted(MODE, mode));
    }
  }

  private static void accept() {
    List<Recorded> all = new ArrayList<>();
    for (String line : Corpus.lines()) {
      Recorded recorded = Corpus.read(line);
      Decision now = recorded.decideAgain();
      if (now instanceof Decision.Needs) {
        throw new IllegalStateException(Difference.tell(recorded, now) + "\n" + HOW);
      }
      all.add(recorded.decided(now));
    }
    Corpus.write(all);
  }

  @Test
  void whatWasRecordedIsDecidedTheSameWayTwice() {
    List<String> otherwise = new ArrayList<>();
    for (String line : lines) {
      Recorded recorded = Corpus.read(line);
      Decision first = recorded.decideAgain();
      assertThat(recorded.decideAgain())
          .as("%s, the second time", recorded.name())
          .isEqualTo(first);
      if (!first.equals(recorded.decision())) {
        otherwise.add(Difference.tell(recorded, first));
      }
    }
    if (!otherwise.isEmpty()) {
      String told = String.join("\n", otherwise.subList(0, Math.min(MOST_TOLD, otherwise.size())));
      fail(
          "%d of %d recorded decisions are made otherwise now.\n%s\n%s",
          otherwise.size(), lines.size(), told, HOW);
    }
  }

  /** Nothing that was recorded got lost because its record has another shape now. */
  @Test
  void whatWasRecordedIsReadAndWrittenWithoutLoss() {
    for (String line : lines) {
      assertThat(Corpus.line(Corpus.read(line))).isEqualTo(line);
    }
  }

  @Test
  void thereAreFiveHundredAtLeastOfAllKinds() {
    List<Recorded> all = lines.stream().map(Corpus::read).toList();
    print(all);
    assertThat(all).hasSizeGreaterThanOrEqualTo(500);
    assertThat(all.stream().map(Recorded::name)).doesNotHaveDuplicates();
    List<Class<?>> commands =
        all.stream().<Class<?>>map(r -> r.command().getClass()).distinct().toList();
    assertThat(commands).containsAll(Recorder.members(Command.class).toList());
    assertThat(all.stream().map(Recorded::decision).flatMap(DecisionCorpusTest::reason).distinct())
        .contains(Stream.of(Reason.values()).filter(r -> r != OF_THE_SHELL).toArray(Reason[]::new));
    List<Class<?>> seen =
        all.stream().map(Recorded::decision).flatMap(DecisionCorpusTest::members).toList();
    assertThat(seen)
        .containsAll(
            Stream.of(
                    Change.class,
                    FollowUp.class,
                    StepInstance.class,
                    StepOutcome.class,
                    Approvers.class)
                .flatMap(Recorder::members)
                .toList());
  }

  /** What the parts of a decision are of. */
  private static Stream<Class<?>> members(Decision decision) {
    List<Object> parts = new ArrayList<>();
    if (decision instanceof Decision.Accepted accepted) {
      parts.addAll(accepted.followUps());
      for (Change change : accepted.changes()) {
        parts.add(change);
        if (change instanceof Change.StepEnded ended) {
          parts.add(ended.outcome());
        }
        if (change instanceof Change.StepStarted started) {
          parts.add(started.step());
          if (started.step() instanceof StepInstance.Approval approval) {
            parts.add(approval.definition().approvers());
          }
        }
      }
    }
    return parts.stream().map(Object::getClass);
  }

  private static Stream<Reason> reason(Decision decision) {
    return decision instanceof Decision.Rejected rejected
        ? Stream.of(rejected.reason())
        : Stream.empty();
  }

  private static void print(List<Recorded> all) {
    System.out.printf("%,d recorded decisions%n", all.size());
    print("state", all, Kind::state);
    print("command", all, Kind::command);
    print("result", all, Kind::result);
  }

  private static void print(String what, List<Recorded> all, Function<Kind, String> part) {
    System.out.println("  by " + what);
    all.stream()
        .map(Kind::of)
        .collect(groupingBy(part, TreeMap::new, counting()))
        .forEach((name, count) -> System.out.printf("  %,7d  %s%n", count, name));
  }

  @Test
  void aDecisionThatIsMadeOtherwiseIsToldWithWhatDiffers() {
    Recorded recorded =
        lines.stream()
            .map(Corpus::read)
            .filter(r -> r.decision() instanceof Decision.Rejected)
            .findFirst()
            .orElseThrow();
    Decision.Rejected refused = (Decision.Rejected) recorded.decision();
    Decision now = Decision.Rejected.of(Reason.TOO_LARGE, refused.sentence());

    assertThat(Difference.tell(recorded, now))
        .startsWith("Expected " + recorded.name())
        .contains("to be decided as recorded, but:")
        .contains("/reason was \"%s\" and is \"TOO_LARGE\"".formatted(refused.reason()));
  }

  @Test
  void badInputIsToldInOneSentence() {
    assertThatThrownBy(() -> renew("yes"))
        .hasMessage("Expected gatehouse.decisions to be accept, add or record, but it is \"yes\".");
  }
}
