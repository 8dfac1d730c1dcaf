package dev.gatehouse.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void theFirstColumnStandsLeftTheOthersRight() {
    TextTable table =
        new TextTable()
            .row(List.of("load", "ms"))
            .row(List.of("c=1", "123.4"))
            .row(List.of("c=32"));

    assertThat(table.toString())
        .isEqualTo(
            """
            load     ms
            c=1   123.4
            c=32
            """);
  }
}
