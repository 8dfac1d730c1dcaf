package dev.gatehouse.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.id.AppUserId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes an expression that would never end, or take all memory, gets a sentence. */
class LimitsTest {
  private static final String TEN = "[0,1,2,3,4,5,6,7,8,9]";
  private static final String CROWD = "c1.directory.apps.v1.GetEntitlementMembers('wiki', 'crowd')";

  static Stream<String> tooMuch() {
    return Stream.of(
        nested(8, "true"),
        doubling(30, "size(s) > 0"),
        TEN
            + ".all(a, "
            + TEN
            + ".all(b, "
            + TEN
            + ".all(c, '"
            + "a".repeat(800)
            + "'.matches('(a?){50}(a*)*b') == false)))",
        CROWD + ".all(a, " + CROWD + ".all(b, " + CROWD + ".all(c, a != b || b != c || true)))",
        "[" + TEN + "]" + ".map(l, l + l)".repeat(25) + ".all(l, size(l) > 0)");
  }

  /** Loops within loops. */
  private static String nested(int depth, String body) {
    String text = body;
    for (int i = 0; i < depth; i++) {
      text = TEN + ".all(v" + i + ", " + text + ")";
    }
    return text;
  }

  /** A text that is twice as long after each step. */
  private static String doubling(int times, String body) {
    return "['abcdefgh']" + ".map(s, s + s)".repeat(times) + ".all(s, " + body + ")";
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void anEvaluationThatDoesTooMuchIsStopped(String text) {
    Trial trial = new Trial(new Company().crowd(400), Trial.request(new AppUserId("a"), null));

    assertThat(trial.condition(text)).isEqualTo(new Value.Failure(Meter.sentence()));
  }

  @Test
  void whatWasStoppedDoesNotCountAsTrueEvenIfTheRestIs() {
    assertThat(Trial.ofTheCompany().condition(nested(8, "true") + " || true"))
        .isEqualTo(new Value.Failure(Meter.sentence()));
  }

  @ParameterizedTest
  @ValueSource(ints = {4_001, 100_000})
  void aTextThatIsTooLongIsRefused(int length) {
    String text = "'" + "a".repeat(length) + "' == ''";
    assertThat(new CelExpressions().check(Purpose.CONDITION, text)).isNotEmpty();
  }

  @Test
  void aTextThatIsTooDeepIsRefused() {
    String text = "(".repeat(1_500) + "true" + ")".repeat(1_500);
    assertThat(new CelExpressions().check(Purpose.CONDITION, text)).isNotEmpty();
  }

  @Test
  void aLongListOfPeopleIsNotTooMuch() {
    Trial trial = new Trial(new Company().crowd(400), Trial.request(new AppUserId("a"), null));

    assertThat(trial.condition(CROWD + ".exists(u, u.email.matches('^crowd399@'))"))
        .isEqualTo(new Value.Truth(true));
    assertThat(trial.condition("size(" + CROWD + ".filter(u, u.department == 'Crowd')) == 400"))
        .isEqualTo(new Value.Truth(true));
  }
}
