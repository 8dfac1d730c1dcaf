package dev.gatehouse.bench.report;

import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.measure.Cost;
import dev.gatehouse.bench.result.LifecycleCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Cells of lifecycles as text. */
public final class LifecycleTables {
  private final List<LifecycleCell> cells;

  public LifecycleTables(List<LifecycleCell> cells) {
    this.cells = List.copyOf(cells);
  }

  /** All tables, one below the other. */
  public String text() {
    return rates()
        + "\nMilliseconds: p50 / p90 / p99 / p99.9\n"
        + latencies()
        + "\nProcessor milliseconds for one lifecycle\n"
        + each(Cost::cpuMillis, "%.2f")
        + "\nKafka records for one lifecycle\n"
        + each(Cost::kafkaRecords, "%.2f")
        + "\nMongoDB commands for one lifecycle (a bulk is one)\n"
        + each(Cost::mongoCommands, "%.2f")
        + "\nMongoDB documents for one lifecycle\n"
        + each(Cost::mongoDocuments, "%.2f")
        + "\nMongoDB operations for one lifecycle by collection, as the server counts them\n"
        + each(Cost::mongoCollections, "%.2f")
        + "\nMongoDB documents written for one lifecycle, from the replication log\n"
        + each(Cost::mongoWrites, "%.2f")
        + "\nTheir bytes\n"
        + each(Cost::mongoWriteBytes, "%.0f");
  }

  private TextTable rates() {
    TextTable table = new TextTable();
    table.row(
        List.of(
            "load",
            "lifecycles/s",
            "failed",
            "whole p50",
            "p99",
            "cpu ms",
            "kafka records",
            "mongo commands",
            "mongo writes",
            "journal syncs",
            "busy cores"));
    for (LifecycleCell cell : cells) {
      Percentiles whole = cell.latencies().getOrDefault("whole", new Percentiles(0, 0, 0, 0, 0, 0));
      Cost cost = cell.cost();
      table.row(
          List.of(
              name(cell),
              number("%.1f", cell.perSecond()),
              Long.toString(cell.failed()),
              number("%.1f", whole.p50()),
              number("%.1f", whole.p99()),
              number("%.2f", cost.cpuMillisOfAll()),
              number("%.2f", sum(cost.kafkaRecords())),
              number("%.2f", sum(cost.mongoCommands())),
              number("%.2f", sum(cost.mongoWrites())),
              number("%.2f", cost.journalSyncs()),
              number("%.2f", cost.busyCores())));
    }
    return table;
  }

  private TextTable latencies() {
    TextTable table = new TextTable();
    table.row(List.of("load", "create", "approve", "approve-to-closed", "whole"));
    for (LifecycleCell cell : cells) {
      List<String> row = new ArrayList<>(List.of(name(cell)));
      cell.latencies()
          .values()
          .forEach(
              p ->
                  row.add(
                      String.format(
                          Locale.ROOT,
                          "%.1f / %.1f / %.1f / %.1f",
                          p.p50(),
                          p.p90(),
                          p.p99(),
                          p.p999())));
      table.row(row);
    }
    return table;
  }

  /** One row for each name that any cell has, one column for each cell. */
  private TextTable each(Function<Cost, Map<String, Double>> figures, String format) {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of(""));
    cells.forEach(cell -> head.add(name(cell)));
    table.row(head);
    TreeSet<String> names = new TreeSet<>();
    cells.forEach(cell -> names.addAll(figures.apply(cell.cost()).keySet()));
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      for (LifecycleCell cell : cells) {
        Double figure = figures.apply(cell.cost()).get(name);
        row.add(figure == null ? "" : number(format, figure));
      }
      table.row(row);
    }
    List<String> sums = new ArrayList<>(List.of("sum"));
    cells.forEach(cell -> sums.add(number(format, sum(figures.apply(cell.cost())))));
    return table.row(sums);
  }

  private static String name(LifecycleCell cell) {
    return cell.layout() + " " + cell.load();
  }

  private static double sum(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String number(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
