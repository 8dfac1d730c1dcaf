package dev.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/transitions.md} says what the code does. */
class TransitionsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("gatehouse.project.root"), "docs", "transitions.md");

  @Test
  void thePageIsWhatIsDecided() throws IOException {
    String page = TransitionsPage.write();
    if (System.getProperty("gatehouse.transitions", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("where it is meant, run this test with -Dgatehouse.transitions=write")
        .isEqualTo(page);
  }
}
