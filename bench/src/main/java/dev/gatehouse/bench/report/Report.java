package dev.gatehouse.bench.report;

import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.result.BacklogCell;
import dev.gatehouse.bench.result.DecideCell;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.OverloadCell;
import dev.gatehouse.bench.result.RawCell;
import dev.gatehouse.bench.result.Results;
import dev.gatehouse.bench.result.RunInfo;
import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything that was measured, read back from its folder. */
public record Report(
    RunInfo run,
    List<LifecycleCell> lifecycles,
    List<RawCell> raw,
    List<BacklogCell> backlog,
    List<DecideCell> decide,
    List<LifecycleCell> growth,
    List<OverloadCell> overload) {

  private static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0);

  /** What lies in the folder by now. */
  public static Report of(RunInfo run, Results results) {
    return new Report(
        run,
        results.all("lifecycle-", LifecycleCell.class),
        results.all("raw-", RawCell.class),
        results.all("backlog", BacklogCell.class),
        results.all("decide-", DecideCell.class),
        results.all("growth-", LifecycleCell.class),
        results.all("overload-", OverloadCell.class));
  }

  /** Writes the page and all of it as one JSON file. */
  public Path write(Results results) {
    results.keep("all", this);
    Path page = results.folder().resolve("index.html");
    try {
      AtomicFile.write(page, new HtmlReport(this).page());
    } catch (IOException e) {
      throw new ServerException("Expected to write %s, but %s.".formatted(page, e), e);
    }
    return page;
  }

  static Percentiles stage(LifecycleCell cell, String stage) {
    return cell.latencies().getOrDefault(stage, NONE);
  }

  static double sum(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** All tables as text, the one that matters most first. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("%s, %s, commit %s\n".formatted(run.command(), run.startedAt(), run.commit()));
    text.append(
        "%s, %d cores, %d MB, Linux %s, %s, load average %s when it began\n\n"
            .formatted(
                run.machine().processor(),
                run.machine().cores(),
                run.machine().memoryMegabytes(),
                run.machine().kernel(),
                run.machine().jdk(),
                run.machine().loadAverage()));
    for (Section section : sections()) {
      text.append(section.title()).append('\n');
      TextTable table = new TextTable();
      section.rows().forEach(table::row);
      text.append(table).append('\n');
    }
    return text.toString();
  }

  /** One table with its title. */
  record Section(String title, List<List<String>> rows) {}

  List<Section> sections() {
    return new Sections(this).all();
  }
}
