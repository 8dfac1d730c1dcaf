package dev.gatehouse.bench.report;

import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.measure.Cost;
import dev.gatehouse.bench.report.Report.Section;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.OverloadCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The tables of a report; those of parts that were not measured are left out. */
final class Sections {
  private final Report report;
  private final List<Section> sections = new ArrayList<>();

  Sections(Report report) {
    this.report = report;
  }

  List<Section> all() {
    if (!report.lifecycles().isEmpty()) {
      sections.add(new Section("Lifecycles", rates(report.lifecycles(), Sections::name)));
    }
    raw();
    backlog();
    overload();
    decide();
    if (!report.growth().isEmpty()) {
      sections.add(new Section("Growth", rates(report.growth(), Sections::grown)));
    }
    if (!report.lifecycles().isEmpty()) {
      details(report.lifecycles());
    }
    return sections;
  }

  private static List<List<String>> rates(
      List<LifecycleCell> cells, Function<LifecycleCell, String> name) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "load",
            "lifecycles/s",
            "failed",
            "create p50",
            "p99",
            "whole p50",
            "p99",
            "p99.9",
            "cpu ms",
            "of compilers",
            "kafka records",
            "mongo commands",
            "mongo writes",
            "busy cores",
            "by others"));
    for (LifecycleCell cell : cells) {
      Percentiles create = Report.stage(cell, "create");
      Percentiles whole = Report.stage(cell, "whole");
      Cost cost = cell.cost();
      rows.add(
          List.of(
              name.apply(cell),
              figure("%.1f", cell.perSecond()),
              Long.toString(cell.failed()),
              figure("%.1f", create.p50()),
              figure("%.1f", create.p99()),
              figure("%.1f", whole.p50()),
              figure("%.1f", whole.p99()),
              figure("%.1f", whole.p999()),
              figure("%.2f", cost.cpuMillisOfAll()),
              figure("%.2f", Report.sum(cost.compilerMillis())),
              figure("%.2f", Report.sum(cost.kafkaRecords())),
              figure("%.2f", Report.sum(cost.mongoCommands())),
              figure("%.2f", Report.sum(cost.mongoWrites())),
              figure("%.2f", cost.busyCores()),
              figure("%.2f", cost.busyCoresOfOthers())));
    }
    return rows;
  }

  private void raw() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "layout",
            "batch",
            "raw/s",
            "records each",
            "writes each",
            "cpu ms",
            "lifecycles of",
            "ratio"));
    report
        .raw()
        .forEach(
            cell ->
                rows.add(
                    List.of(
                        cell.layout(),
                        Integer.toString(cell.batch()),
                        figure("%.0f", cell.perSecond()),
                        Integer.toString(cell.recordsEach()),
                        Integer.toString(cell.writesEach()),
                        figure(
                            "%.2f",
                            cell.cpuMillis().getOrDefault("broker", 0.0)
                                + cell.cpuMillis().getOrDefault("mongod", 0.0)
                                + cell.cpuMillis().getOrDefault("generator", 0.0)),
                        cell.from(),
                        figure("%.0f %%", cell.ratio() * 100))));
    add("The raw floor: the same records and writes without logic", rows);
  }

  private void backlog() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("commands", "seconds", "of work", "commands/s", "cpu ms each"));
    report
        .backlog()
        .forEach(
            cell ->
                rows.add(
                    List.of(
                        Long.toString(cell.commands()),
                        figure("%.1f", cell.seconds()),
                        figure("%.1f", cell.secondsOfWork()),
                        figure("%.0f", cell.perSecond()),
                        figure("%.2f", Report.sum(cell.cpuMillis())))));
    add("Backlog: commands that waited when policy-worker started", rows);
  }

  private void overload() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "layout",
            "capacity/s",
            "offered/s",
            "accepted",
            "429",
            "429 without Retry-After",
            "other failures",
            "lost",
            "worst second's p99 ms",
            "normal after s"));
    for (OverloadCell cell : report.overload()) {
      rows.add(
          List.of(
              cell.layout(),
              figure("%.0f", cell.capacity()),
              figure("%.0f", cell.offered()),
              Long.toString(cell.accepted()),
              Long.toString(cell.refused()),
              Long.toString(cell.refusedWithout()),
              Long.toString(cell.failures().values().stream().mapToLong(Long::longValue).sum()),
              Long.toString(cell.lost()),
              figure(
                  "%.0f",
                  cell.seconds().stream()
                      .mapToDouble(OverloadCell.Second::acceptedP99)
                      .max()
                      .orElse(0)),
              Integer.toString(cell.recoverySeconds())));
    }
    add("Too much load", rows);
  }

  private void decide() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("decision", "ns", "+-", "bytes"));
    report
        .decide()
        .forEach(
            cell ->
                rows.add(
                    List.of(
                        cell.decision(),
                        figure("%.0f", cell.nanos()),
                        figure("%.0f", cell.error()),
                        figure("%.0f", cell.bytes()))));
    add("Decisions alone", rows);
  }

  private void add(String title, List<List<String>> rows) {
    if (rows.size() > 1) {
      sections.add(new Section(title, rows));
    }
  }

  private void details(List<LifecycleCell> cells) {
    sections.add(new Section("Milliseconds: p50 / p90 / p99 / p99.9", latencies(cells)));
    each(cells, "Processor milliseconds for one lifecycle", Cost::cpuMillis, "%.2f");
    each(
        cells,
        "What of it went to just-in-time compilers: much means that it is not warm yet",
        Cost::compilerMillis,
        "%.2f");
    each(cells, "Kafka records for one lifecycle", Cost::kafkaRecords, "%.2f");
    each(cells, "Kafka bytes for one lifecycle", Cost::kafkaBytes, "%.0f");
    each(cells, "MongoDB commands for one lifecycle (a bulk is one)", Cost::mongoCommands, "%.2f");
    each(cells, "MongoDB documents for one lifecycle", Cost::mongoDocuments, "%.2f");
    each(
        cells,
        "MongoDB operations for one lifecycle by collection, as the server counts them",
        Cost::mongoCollections,
        "%.2f");
    each(
        cells,
        "MongoDB documents written for one lifecycle, from the replication log",
        Cost::mongoWrites,
        "%.2f");
    each(
        cells,
        "Bytes of these writes in the replication log for one lifecycle",
        Cost::mongoWriteBytes,
        "%.0f");
  }

  private static List<List<String>> latencies(List<LifecycleCell> cells) {
    List<String> stages = List.of("create", "approve", "approve-to-closed", "whole");
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("load"));
    head.addAll(stages);
    rows.add(head);
    for (LifecycleCell cell : cells) {
      List<String> row = new ArrayList<>(List.of(name(cell)));
      for (String stage : stages) {
        Percentiles p = Report.stage(cell, stage);
        row.add(
            String.format(
                Locale.ROOT, "%.1f / %.1f / %.1f / %.1f", p.p50(), p.p90(), p.p99(), p.p999()));
      }
      rows.add(row);
    }
    return rows;
  }

  /** One row for each name that any cell has, one column for each cell. */
  private void each(
      List<LifecycleCell> cells,
      String title,
      Function<Cost, Map<String, Double>> figures,
      String format) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    cells.forEach(cell -> head.add(name(cell)));
    rows.add(head);
    TreeSet<String> names = new TreeSet<>();
    cells.forEach(cell -> names.addAll(figures.apply(cell.cost()).keySet()));
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      for (LifecycleCell cell : cells) {
        Double figure = figures.apply(cell.cost()).get(name);
        row.add(figure == null ? "" : figure(format, figure));
      }
      rows.add(row);
    }
    List<String> sums = new ArrayList<>(List.of("sum"));
    cells.forEach(cell -> sums.add(figure(format, Report.sum(figures.apply(cell.cost())))));
    rows.add(sums);
    add(title, rows);
  }

  private static String name(LifecycleCell cell) {
    return cell.layout() + " " + cell.load();
  }

  private static String grown(LifecycleCell cell) {
    return String.format(Locale.ROOT, "%,d stored, %s", cell.storedTasks(), cell.load());
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
