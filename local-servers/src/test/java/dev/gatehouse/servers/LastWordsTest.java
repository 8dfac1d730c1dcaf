package dev.gatehouse.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  @Test
  void shouldTakeTheInnermostMessageOfMongod() {
    assertThat(
            LastWords.of(
                List.of(
                    "{\"s\":\"I\",\"msg\":\"Opening WiredTiger\",\"attr\":{}}",
                    "{\"s\":\"E\",\"c\":\"WT\",\"msg\":\"WiredTiger error"
                        + " message\",\"attr\":{\"message\":{\"ts\":1,\"msg\":\"turtle: fatal read"
                        + " error\",\"error_str\":\"corruption detected\",\"error_code\":2}}}",
                    "{\"s\":\"F\",\"msg\":\"aborting\",\"attr\":{}}")))
        .isEqualTo("turtle: fatal read error (corruption detected)");
    assertThat(LastWords.of(List.of("{\"s\":\"F\",\"msg\":\"aborting\",\"attr\":{}}")))
        .isEqualTo("aborting");
  }

  @Test
  void shouldTakeTheCauseOfAnException() {
    assertThat(
            LastWords.of(
                List.of(
                    "2026-01-01 INFO Kafka: starting",
                    "2026-01-01 ERROR Kafka$: Exiting Kafka due to fatal exception",
                    "java.lang.RuntimeException: no",
                    "\tat kafka.Kafka.main(Kafka.scala)",
                    "Caused by: java.lang.IllegalStateException: No readable meta.properties files"
                        + " found.",
                    "\t... 5 more",
                    "2026-01-01 INFO Kafka: ended")))
        .isEqualTo("No readable meta.properties files found.");
    assertThat(
            LastWords.of(
                List.of("Exception in thread \"main\" java.lang.Error: no room", "\tat A.main(A)")))
        .isEqualTo("no room");
  }

  @Test
  void shouldElseTakeTheErrorOrTheLastLine() {
    assertThat(LastWords.of(List.of("begin", "ERROR the disk is full", "end")))
        .isEqualTo("ERROR the disk is full");
    assertThat(LastWords.of(List.of("begin", "end"))).isEqualTo("end");
    assertThat(LastWords.of(List.of())).isEqualTo("(nothing)");
  }
}
