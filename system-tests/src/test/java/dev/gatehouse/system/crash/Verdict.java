package dev.gatehouse.system.crash;

import java.util.List;

/**
 * What a run says about one promise.
 *
 * @param words what was tried
 * @param note what else is worth knowing
 * @param violations a sentence for each time that it was not kept
 */
record Verdict(
    String promise,
    String words,
    long tried,
    long accepted,
    long lost,
    long doubled,
    long stuck,
    String note,
    List<String> violations) {
  Verdict {
    violations = List.copyOf(violations);
  }

  boolean kept() {
    return violations.isEmpty();
  }
}
