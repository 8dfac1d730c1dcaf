package dev.gatehouse.entitlement.facts;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Evaluates an expression without a task, to show what comes out of it. */
@Component
public class ExpressionTrial {
  private static final int ROUNDS = 20;

  private final Expressions expressions;
  private final FactsReader facts;
  private final Clock clock;

  ExpressionTrial(Expressions expressions, FactsReader facts, Clock clock) {
    this.expressions = expressions;
    this.facts = facts;
    this.clock = clock;
  }

  /** The value, with this person as the subject. */
  public Mono<Value> evaluate(Purpose purpose, String text, UserId subject) {
    return Mono.defer(() -> evaluate(purpose, text, subject, clock.instant(), Facts.NONE, ROUNDS));
  }

  private Mono<Value> evaluate(
      Purpose purpose, String text, UserId subject, Instant now, Facts known, int rounds) {
    try {
      Scope scope = new Scope(null, subject, now, known);
      return Mono.just(expressions.evaluate(purpose, text, scope));
    } catch (Facts.Unknown unknown) {
      if (rounds == 0) {
        return Mono.just(
            new Value.Failure("Expected an expression that asks less one after the other."));
      }
      return answers(unknown.queries())
          .flatMap(found -> evaluate(purpose, text, subject, now, known.with(found), rounds - 1));
    }
  }

  /** Without a task, only the catalogue is ever asked. */
  private Mono<Map<Query<?>, Object>> answers(Set<Query<?>> queries) {
    List<Query.OfCatalog<?>> asked = new ArrayList<>();
    for (Query<?> query : queries) {
      switch (query) {
        case Query.OfCatalog<?> q -> asked.add(q);
        case Query.OfTasks<?> q ->
            throw new IllegalStateException("An expression asked about tasks: " + q);
      }
    }
    return facts
        .answer(asked)
        .map(
            answers -> {
              Map<Query<?>, Object> found = new HashMap<>();
              for (int i = 0; i < asked.size(); i++) {
                found.put(asked.get(i), answers.get(i));
              }
              return found;
            });
  }
}
