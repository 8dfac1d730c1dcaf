package dev.gatehouse.expression;

import static dev.gatehouse.expression.Parameter.FLAG;
import static dev.gatehouse.expression.Parameter.TEXT;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts. {@code matches} takes the place of the language's own, as its work grows with the text and
 * the pattern, and is counted so.
 */
final class TextFunctions {
  private static final int LONGEST_PATTERN = 500;

  /** Steps of a match that count like one small value. */
  private static final int MATCHING = 10;

  /** Those that are declared already, as the language's own. */
  static final List<Function> STANDARD =
      List.of(
          Function.of("matches", FLAG, TextFunctions::matches, TEXT, TEXT).inPlaceOf("matches"),
          Function.member("matches", FLAG, TextFunctions::matches, TEXT, TEXT)
              .inPlaceOf("matches_string"),
          Function.member("contains", FLAG, (_, a) -> text(a, 0).contains(text(a, 1)), TEXT, TEXT)
              .inPlaceOf("contains_string"));

  static final List<Function> ALL =
      Stream.concat(
              STANDARD.stream(),
              Stream.of(
                  Function.member(
                      "ifEmpty", TEXT, (_, a) -> text(a, text(a, 0).isEmpty() ? 1 : 0), TEXT, TEXT),
                  Function.member(
                      "lowerAscii", TEXT, (_, a) -> ascii(a, 'A', 'Z', 'a' - 'A'), TEXT),
                  Function.member(
                      "upperAscii", TEXT, (_, a) -> ascii(a, 'a', 'z', 'A' - 'a'), TEXT)))
          .toList();

  private TextFunctions() {}

  private static Object matches(Evaluation evaluation, Object[] arguments) {
    Pattern pattern = pattern(text(arguments, 1));
    long steps = (long) pattern.programSize() * (text(arguments, 0).length() + 1);
    evaluation.meter().charge(steps / MATCHING);
    return pattern.matcher(text(arguments, 0)).find();
  }

  private static Pattern pattern(String text) {
    if (text.length() > LONGEST_PATTERN) {
      throw new Unanswerable(
          "Expected a pattern of %d characters at most, but it had %d."
              .formatted(LONGEST_PATTERN, text.length()));
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new Unanswerable("Expected a pattern, but \"" + text + "\" is none.");
    }
  }

  /** Moves the letters between the two, and leaves all others alone. */
  private static String ascii(Object[] arguments, char first, char last, int by) {
    StringBuilder result = new StringBuilder(text(arguments, 0).length());
    for (char each : text(arguments, 0).toCharArray()) {
      result.append(each >= first && each <= last ? (char) (each + by) : each);
    }
    return result.toString();
  }

  private static String text(Object[] arguments, int index) {
    return (String) arguments[index];
  }
}
