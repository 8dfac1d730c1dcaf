package dev.gatehouse.core.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What somebody answered to a form, by the names of its fields and in their order. */
public record Answers(Map<String, Answer> byField) {
  public static final Answers NONE = new Answers(Map.of());

  public Answers {
    byField = Collections.unmodifiableMap(new LinkedHashMap<>(byField));
  }

  public boolean isEmpty() {
    return byField.isEmpty();
  }
}
