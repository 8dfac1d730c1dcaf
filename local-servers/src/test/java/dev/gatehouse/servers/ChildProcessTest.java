package dev.gatehouse.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir private Path temp;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("server"));
  }

  @Test
  void shouldStopWhatAKilledParentLeft() {
    try (ChildProcess child = start("sleep", "600")) {
      assertThat(ChildProcess.stopLeftover(record())).isTrue();
      assertThat(child.isAlive()).isFalse();
      assertThat(ChildProcess.stopLeftover(record())).isFalse();
    }
  }

  @Test
  void shouldLeaveAnotherProcessWithTheSamePidAlone() throws IOException {
    try (ChildProcess child = start("sleep", "600")) {
      ProcessRecord mine = ProcessRecord.read(record()).orElseThrow();
      new ProcessRecord(mine.pid(), mine.startedAt().minusSeconds(3600)).write(record());
      assertThat(ChildProcess.stopLeftover(record())).isFalse();
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void shouldTakeABrokenRecordForNone() throws IOException {
    Files.writeString(record(), "what\n");
    assertThat(ChildProcess.stopLeftover(record())).isFalse();
  }

  @Test
  void shouldQuoteTheErrorOfAServerThatDoesNotStart() {
    try (ChildProcess child =
        start("sh", "-c", "echo begin; echo ERROR the disk is full; exit 3")) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofSeconds(30), () -> false))
          .isInstanceOf(ServerException.class)
          .hasMessageStartingWith("Expected the server to start, but it ended with code 3;")
          .hasMessageEndingWith("ERROR the disk is full");
    }
  }

  @Test
  void shouldNotQuoteTheErrorOfAnEarlierRun() throws IOException {
    Files.writeString(folder.resolve("server.log"), "ERROR of last week\n");
    try (ChildProcess child = start("sh", "-c", "echo the disk is full; exit 3")) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofSeconds(30), () -> false))
          .hasMessageEndingWith("the disk is full");
    }
  }

  @Test
  void shouldStopAllThatAKilledParentLeftInTheFoldersOfAFolder() {
    try (ChildProcess child = start("sleep", "600")) {
      ChildProcess.stopLeftovers(folder.getParent());
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void shouldEndAServerThatNeverAnswers() {
    try (ChildProcess child = start("sleep", "600")) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(100), () -> false))
          .hasMessageStartingWith("Expected the server to answer within 0 s, but it did not;");
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void shouldSayWhichProgramIsMissing() {
    assertThatThrownBy(() -> start("/no/such/program"))
        .isInstanceOf(ServerException.class)
        .hasMessageStartingWith("Expected to start the server with /no/such/program, but");
  }

  private Path record() {
    return folder.resolve("server.pid");
  }

  private ChildProcess start(String... command) {
    return ChildProcess.start(
        "the server", record(), folder.resolve("server.log"), List.of(command));
  }
}
