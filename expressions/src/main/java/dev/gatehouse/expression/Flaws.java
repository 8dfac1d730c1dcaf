package dev.gatehouse.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationResult;
import dev.gatehouse.core.expression.Flaw;
import java.util.List;

/** Turns what the compiler found into flaws, with the places that an editor underlines. */
final class Flaws {
  private Flaws() {}

  static List<Flaw> of(String text, CelValidationResult checked) {
    List<Flaw> found =
        checked.getErrors().stream().map(issue -> of(text, issue)).distinct().toList();
    return found.isEmpty() ? List.of(ofWhole(text, checked.getErrorString())) : found;
  }

  /** A flaw of the text as a whole. */
  static Flaw ofWhole(String text, String sentence) {
    List<String> lines = text.lines().toList();
    return lines.isEmpty()
        ? new Flaw(sentence, 1, 1, 1, 1)
        : new Flaw(sentence, 1, 1, lines.size(), lines.getLast().length() + 1);
  }

  private static Flaw of(String text, CelIssue issue) {
    CelSourceLocation at = issue.getSourceLocation();
    List<String> lines = text.lines().toList();
    if (at.getLine() < 1 || at.getLine() > lines.size() || at.getColumn() < 0) {
      return ofWhole(text, issue.getMessage());
    }
    String line = lines.get(at.getLine() - 1);
    int start = Math.min(at.getColumn(), line.length());
    int end = start;
    while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
      end++;
    }
    return new Flaw(
        issue.getMessage(), at.getLine(), start + 1, at.getLine(), Math.max(end, start + 1) + 1);
  }
}
