package dev.gatehouse.core.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody answered to one field. */
public sealed interface Answer {

  /** A text. */
  record Text(String value) implements Answer {}

  /** Yes or no. */
  record Truth(boolean value) implements Answer {}

  /** A whole number. */
  record Whole(long value) implements Answer {}

  /** Some texts. */
  record Texts(List<String> values) implements Answer {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** Texts with names. */
  record TextMap(Map<String, String> values) implements Answer {
    public TextMap {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** Something that no field asks for; {@code json} is what it was. */
  record Other(String json) implements Answer {}
}
