package dev.gatehouse.expression;

import dev.cel.runtime.CelRuntime;
import dev.gatehouse.core.expression.Flaw;
import java.util.List;

/** What became of the text of an expression. */
sealed interface Compiled {

  /** It can be evaluated; {@code type} is what it gives, as the language calls it. */
  record Sound(CelRuntime.Program program, String type) implements Compiled {}

  /** It cannot, for at least one reason. */
  record Flawed(List<Flaw> flaws) implements Compiled {
    public Flawed {
      flaws = List.copyOf(flaws);
    }
  }
}
