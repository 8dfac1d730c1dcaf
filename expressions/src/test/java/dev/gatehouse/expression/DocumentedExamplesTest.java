package dev.gatehouse.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.expression.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows can be written like that. */
class DocumentedExamplesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("gatehouse.project.root"), "docs", "policies.md");
  private static final Pattern BLOCK = Pattern.compile("```cel\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IN_JSON = Pattern.compile("\"condition\": \"([^\"]*)\"");

  private static final Pattern APPROVERS = Pattern.compile("\"expressions\": \\[\"(.*?)\"\\]");

  private final CelExpressions language = new CelExpressions();

  static List<String> conditions() throws IOException {
    String page = Files.readString(PAGE);
    return Stream.concat(
            BLOCK.matcher(page).results().flatMap(block -> block.group(1).lines()),
            IN_JSON.matcher(page).results().map((MatchResult found) -> found.group(1)))
        .toList();
  }

  static List<String> approvers() throws IOException {
    return APPROVERS
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(list -> Stream.of(list.group(1).split("\", \"", -1)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("approvers")
  void expressionsThatFindPeopleHaveNoFlaw(String text) {
    assertThat(language.check(Purpose.APPROVERS, text)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void conditionsHaveNoFlaw(String text) {
    assertThat(language.check(Purpose.CONDITION, text)).isEmpty();
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(conditions()).hasSizeGreaterThan(5);
  }
}
