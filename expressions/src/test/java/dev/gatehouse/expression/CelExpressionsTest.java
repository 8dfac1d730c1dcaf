package dev.gatehouse.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.expression.Flaw;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.facts.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a flaw, where it is, and what becomes of expressions that fail. */
class CelExpressionsTest {
  private final Expressions language = new CelExpressions();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          subject.department == 'Sales'       | CONDITION
          subject.profile.admin               | CONDITION
          subject                             | APPROVERS
          [subject]                           | APPROVERS
          []                                  | APPROVERS
          'some ' + subject.department        | VALUE
          """)
  void whatFitsItsPurposeHasNoFlaw(String text, Purpose purpose) {
    assertThat(language.check(purpose, text)).isEmpty();
  }

  @Test
  void aFlawIsUnderlinedWhereItIs() {
    List<Flaw> flaws = language.check(Purpose.CONDITION, "true &&\n  subjekt.id == 'ann'");

    assertThat(flaws).hasSize(1);
    Flaw flaw = flaws.getFirst();
    assertThat(flaw.sentence()).contains("undeclared reference to 'subjekt'");
    assertThat(flaw).extracting(Flaw::startLine, Flaw::startColumn).containsExactly(2, 3);
    assertThat(flaw).extracting(Flaw::endLine, Flaw::endColumn).containsExactly(2, 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "subject.",
        "subject.shoeSize == 3",
        "nothing(subject)",
        "1 + 'a' == 2",
        "cel.bind(x, 1, x) == 1"
      })
  void whatTheLanguageDoesNotKnowIsAFlaw(String text) {
    assertThat(language.check(Purpose.CONDITION, text)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          subject.id   | CONDITION | Expected true or false, but the expression gives string.
          subject.id   | APPROVERS | Expected a user or a list of users, but the expression gives string.
          ['ann']      | APPROVERS | Expected a user or a list of users, but the expression gives list(string).
          """)
  void theWrongTypeIsAFlawOfTheWholeText(String text, Purpose purpose, String sentence) {
    assertThat(language.check(purpose, text))
        .containsExactly(new Flaw(sentence, 1, 1, 1, text.length() + 1));
  }

  @Test
  void aTypeThatIsKnownOnlyOnceItIsThereIsCheckedThen() {
    Trial trial = Trial.ofTheCompany();
    assertThat(trial.condition("subject.profile.team"))
        .isEqualTo(new Value.Failure("Expected true or false, but the expression gave blue."));
    assertThat(trial.approvers("subject.profile.sites"))
        .isEqualTo(new Value.Failure("Expected users, but among them was Berlin."));
  }

  @Test
  void aFlawedTextFailsWithItsFlaw() {
    assertThat(language.evaluate(Purpose.CONDITION, "1 +", scope()))
        .isInstanceOf(Value.Failure.class);
  }

  @Test
  void aFieldThatIsNotThereMakesTheExpressionFail() {
    assertThat(Trial.ofTheCompany().condition("subject.profile.shoeSize == 3"))
        .isInstanceOfSatisfying(
            Value.Failure.class, failure -> assertThat(failure.sentence()).contains("shoeSize"));
  }

  @Test
  void theTypeOfAValueIsToldWithIt() {
    Trial trial = Trial.ofTheCompany();
    assertThat(trial.value("1 + 2")).isEqualTo(new Value.Text("3", "int"));
    assertThat(trial.value("subject.emails"))
        .isEqualTo(new Value.Text("[ann@example.com, ann@example.org]", "list(string)"));
  }

  private static Scope scope() {
    return new Scope(null, null, Trial.NOW, Facts.NONE);
  }
}
