package dev.gatehouse.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guides name files that are there. */
class HowToTest {
  private static final Path PROJECT = Path.of(System.getProperty("gatehouse.project.root"));
  private static final Pattern FILE =
      Pattern.compile("`([a-z-]+/[^` ]+\\.(?:java|avsc|yaml|md|jsonl|hex|sha256))`");

  static List<Path> guides() throws IOException {
    try (Stream<Path> pages = Files.list(PROJECT.resolve("docs/how-to"))) {
      return pages.toList();
    }
  }

  @ParameterizedTest
  @MethodSource("guides")
  void eachFileThatAGuideNamesIsThere(Path guide) throws IOException {
    List<String> files =
        FILE.matcher(Files.readString(guide)).results().map(found -> found.group(1)).toList();

    assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(PROJECT.resolve(file)).exists());
  }
}
