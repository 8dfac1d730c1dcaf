package dev.gatehouse.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One evaluation. A fact that is missing makes its part of the expression fail; what is left goes
 * on, since a true {@code ||} a failure is true. Only where the whole fails is it asked for, and
 * then for all that was missing at once.
 */
final class Evaluation {
  private final Scope scope;
  private final Meter meter = new Meter();
  private final Set<Query<?>> missing = new LinkedHashSet<>();

  Evaluation(Scope scope) {
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  Meter meter() {
    return meter;
  }

  Value run(Purpose purpose, Compiled.Sound expression) {
    Value value;
    try {
      Variables variables = new Variables(this);
      Object result = expression.program().trace(variables::find, new LateFunctions(this), meter);
      value = value(purpose, result, expression.type());
    } catch (CelEvaluationException e) {
      scope.facts().need(missing.toArray(Query[]::new));
      value = new Value.Failure(sentence(e));
    }
    return meter.exceeded() ? new Value.Failure(Meter.sentence()) : value;
  }

  private static Value value(Purpose purpose, Object result, String type) {
    return switch (purpose) {
      case CONDITION ->
          result instanceof Boolean holds
              ? new Value.Truth(holds)
              : new Value.Failure(
                  "Expected true or false, but the expression gave " + result + ".");
      case APPROVERS -> people(result);
      case VALUE -> new Value.Text(String.valueOf(result), type);
    };
  }

  private static Value people(Object result) {
    List<UserId> ids = new ArrayList<>();
    for (Object each : result instanceof List<?> list ? list : List.of(result)) {
      if (!(each instanceof Thing thing && thing.isOf(Things.USER))) {
        return new Value.Failure("Expected users, but among them was " + each + ".");
      }
      ids.add(new UserId(thing.id()));
    }
    return new Value.People(ids.stream().distinct().toList());
  }

  private static String sentence(CelEvaluationException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Unanswerable) {
        return "" + cause.getMessage();
      }
    }
    return "Expected the expression to give a value, but it failed: " + e.getMessage() + ".";
  }

  /** The answer to a question; if it is missing, the part of the expression that needs it fails. */
  <A> A ask(Query<A> query) {
    try {
      return scope.facts().get(query);
    } catch (Facts.Unknown unknown) {
      missing.addAll(unknown.queries());
      throw unknown;
    }
  }

  /** Notes that these are wanted as well, should one of them be asked for. */
  void need(List<? extends Query<?>> queries) {
    try {
      scope.facts().need(queries.toArray(Query[]::new));
    } catch (Facts.Unknown unknown) {
      missing.addAll(unknown.queries());
      throw unknown;
    }
  }
}
