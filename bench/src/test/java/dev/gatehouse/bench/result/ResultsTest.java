package dev.gatehouse.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.servers.ServerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final RawCell CELL =
      new RawCell("services", 25, "c=32", 612.5, 14, 20, Map.of("mongod", 0.7), 0.4);

  @Test
  void whatWasKeptIsFoundAgainByALaterRun(@TempDir Path folder) {
    Results.in(folder).keep("raw-services-b0025", CELL);

    assertThat(Results.in(folder).find("raw-services-b0025", RawCell.class)).contains(CELL);
    assertThat(Results.in(folder).all("raw-", RawCell.class)).containsExactly(CELL);
    assertThat(Results.in(folder).find("raw-services-b0100", RawCell.class)).isEmpty();
  }

  @Test
  void aDamagedFileIsToldInOneSentence(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("raw-services-b0025.json"), "{\"layout\": ");

    assertThatThrownBy(() -> Results.in(folder).find("raw-services-b0025", RawCell.class))
        .isInstanceOf(ServerException.class)
        .hasMessageStartingWith("Expected a result of an earlier run in ")
        .hasMessageEndingWith("but it cannot be read; delete it to measure it again.");
  }

  @Test
  void aFolderThatCannotBeMadeIsToldInOneSentence(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> Results.in(file))
        .isInstanceOf(ServerException.class)
        .hasMessage("Expected to write to %s, but it is a file and no folder.".formatted(file));
  }
}
