package dev.gatehouse.core.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file of the recorded decisions, one a line. */
final class Corpus {
  /** Surefire starts tests in the folder of their module. */
  static final Path FILE = Path.of("src", "test", "resources", "corpus", "decisions.jsonl");

  private Corpus() {}

  static List<String> lines() {
    try (Stream<String> lines = Files.lines(FILE)) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + FILE + ", but it failed.", e);
    }
  }

  static Recorded read(String line) {
    return CorpusJson.MAPPER.readValue(line, Recorded.class);
  }

  static String line(Recorded recorded) {
    return CorpusJson.MAPPER.writeValueAsString(recorded);
  }

  static void write(List<Recorded> all) {
    try {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, all.stream().map(Corpus::line).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write " + FILE + ", but it failed.", e);
    }
  }
}
