package dev.gatehouse.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.measure.Cost;
import dev.gatehouse.bench.measure.Machine;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.RunInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  @Test
  void thePageHoldsCurvesAndTablesAndNeedsNothingFromElsewhere() {
    Report report =
        new Report(
            new RunInfo(
                "bench/run --quick",
                "abc123",
                Instant.parse("2026-11-02T09:00:00Z"),
                new Machine("A <fast> one", 2, 4096, "6.1", "JDK 25", "0.10"),
                true),
            List.of(cell("c=1", 10), cell("c=32", 100)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    String page = new HtmlReport(report).page();

    assertThat(page)
        .contains("<svg", "Whole lifecycle, services", "A &lt;fast> one", "policy-worker")
        .doesNotContain("<script", "href=", "src=", "NaN");
    assertThat(report.text()).contains("services c=32", "100.0", "commit abc123");
  }

  private static LifecycleCell cell(String load, long lifecycles) {
    Percentiles times = new Percentiles(lifecycles, 10, 20, 30, 40, 50);
    return new LifecycleCell(
        "services",
        load,
        0,
        1,
        lifecycles,
        Map.of(),
        Map.of("create", times, "whole", times),
        new Cost(
            Map.of("policy-worker", 1.5, "others", 0.5),
            Map.of("policy-worker", 0.7),
            1.6,
            Map.of("task-events", 4.0),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            0));
  }
}
