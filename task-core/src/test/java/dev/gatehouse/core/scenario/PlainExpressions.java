package dev.gatehouse.core.scenario;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.expression.Flaw;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import java.util.Arrays;
import java.util.List;

/**
 * A language that is just enough for the tests of the core: {@code true}, {@code false}, {@code led
 * by mia}, which asks who manages the subject, and for approvers their names; {@code nonsense}
 * fails.
 */
public final class PlainExpressions implements Expressions {
  public static final PlainExpressions PLAIN = new PlainExpressions();

  private static final String LED_BY = "led by ";

  private PlainExpressions() {}

  @Override
  public List<Flaw> check(Purpose purpose, String text) {
    return List.of();
  }

  @Override
  public Value evaluate(Purpose purpose, String text, Scope scope) {
    if (text.equals("nonsense")) {
      return new Value.Failure("Expected sense, but it was nonsense.");
    }
    return switch (purpose) {
      case CONDITION -> new Value.Truth(holds(text, scope));
      case APPROVERS ->
          new Value.People(
              Arrays.stream(text.split(" ")).filter(id -> !id.isEmpty()).map(UserId::new).toList());
      case VALUE -> new Value.Text(text, "string");
    };
  }

  private static boolean holds(String text, Scope scope) {
    UserId subject = scope.subject();
    if (!text.startsWith(LED_BY) || subject == null) {
      return text.equals("true");
    }
    UserId manager = new UserId(text.substring(LED_BY.length()));
    return scope
        .facts()
        .get(new Query.FindPerson(subject))
        .map(Person::managers)
        .orElse(List.of())
        .contains(manager);
  }
}
