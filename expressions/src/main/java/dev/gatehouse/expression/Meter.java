package dev.gatehouse.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;

/**
 * Counts what an evaluation does and ends it when that is too much: each value that is made or read
 * counts, large ones more. It counts instead of looking at a clock, so that an expression that went
 * well yesterday does not fail today because the machine is busy.
 */
@SuppressWarnings("ThreadSafe") // belongs to one evaluation, which has one thread
final class Meter implements CelEvaluationListener {
  /** Some milliseconds of work. */
  static final int MOST = 100_000;

  /** So many characters count like one small value. */
  private static final int CHARACTERS = 20;

  /** So many members count like one small value. */
  private static final int MEMBERS = 5;

  /** What CEL calls the list that a loop gathers. */
  private static final String GATHERED = "@result";

  private long count;

  @Override
  public void callback(CelExpr expression, Object value) {
    charge(1 + weight(expression, value));
  }

  private static int weight(CelExpr expression, Object value) {
    return switch (value) {
      case String text -> text.length() / CHARACTERS;
      case CelByteString bytes -> bytes.size() / CHARACTERS;
      case Collection<?> list -> isGathered(expression) ? 0 : list.size() / MEMBERS;
      default -> 0;
    };
  }

  /** A loop's list grows in place: each member was counted when it came. */
  private static boolean isGathered(CelExpr expression) {
    return expression.getKind() == ExprKind.Kind.CALL
        ? !expression.call().args().isEmpty() && isGathered(expression.call().args().getFirst())
        : expression.getKind() == ExprKind.Kind.IDENT && expression.ident().name().equals(GATHERED);
  }

  void charge(long more) {
    count += more;
    if (exceeded()) {
      throw new Unanswerable(sentence());
    }
  }

  boolean exceeded() {
    return count > MOST;
  }

  static String sentence() {
    return "Expected an expression that comes to an end soon, but it was stopped after "
        + MOST
        + " steps.";
  }
}
