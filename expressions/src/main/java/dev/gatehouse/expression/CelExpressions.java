package dev.gatehouse.expression;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.expression.Flaw;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import java.util.List;

/**
 * Expressions in the Common Expression Language. Compiled ones are kept, so that a rule is compiled
 * once however many requests it decides. What an evaluation may do is limited by counting, see
 * {@link Meter}. Safe for use by several threads.
 */
public final class CelExpressions implements Expressions {
  private static final int MOST_COMPILED = 2_000;

  private final LoadingCache<Source, Compiled> compiled =
      Caffeine.newBuilder()
          .maximumSize(MOST_COMPILED)
          .build(source -> Language.compile(source.purpose(), source.text()));

  private record Source(Purpose purpose, String text) {}

  @Override
  public List<Flaw> check(Purpose purpose, String text) {
    return switch (compiled.get(new Source(purpose, text))) {
      case Compiled.Sound s -> List.of();
      case Compiled.Flawed f -> f.flaws();
    };
  }

  @Override
  public Value evaluate(Purpose purpose, String text, Scope scope) {
    return switch (compiled.get(new Source(purpose, text))) {
      case Compiled.Sound s -> new Evaluation(scope).run(purpose, s);
      case Compiled.Flawed f -> new Value.Failure(f.flaws().getFirst().sentence());
    };
  }
}
