package dev.gatehouse.core.expression;

import dev.gatehouse.core.id.UserId;
import java.util.List;

/** What came out of an expression. */
public sealed interface Value {

  /** Of a condition. */
  record Truth(boolean holds) implements Value {}

  /** Of an expression that finds people; each once, in its order. */
  record People(List<UserId> ids) implements Value {
    public People {
      ids = List.copyOf(ids);
    }
  }

  /** Of an expression that makes a value; {@code type} as the language calls it. */
  record Text(String value, String type) implements Value {}

  /** Nothing, and why, as a sentence. */
  record Failure(String sentence) implements Value {}
}
