package dev.gatehouse.core.expression;

import java.util.List;

/**
 * The language of expressions: a port, since the core knows none. An evaluation is pure: the same
 * text in the same scope gives the same value, however slow the machine.
 */
public interface Expressions {

  /** What is wrong with a text; nothing if it can be evaluated for this purpose. */
  List<Flaw> check(Purpose purpose, String text);

  /**
   * The value of an expression. A text that is flawed, that fails or that does too much gives a
   * {@link Value.Failure}.
   *
   * @throws dev.gatehouse.core.facts.Facts.Unknown if facts are missing that the value depends on;
   *     once they are known the expression is evaluated again from its start
   */
  Value evaluate(Purpose purpose, String text, Scope scope);
}
