package dev.gatehouse.bench.report;

import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.result.BacklogCell;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.OverloadCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The report as a page of its own: curves first, then every table. */
final class HtmlReport {
  private final Report report;
  private final StringBuilder charts = new StringBuilder();

  HtmlReport(Report report) {
    this.report = report;
  }

  String page() {
    lifecycles();
    growth();
    report.backlog().forEach(this::backlog);
    report.overload().forEach(this::overload);
    StringBuilder body = new StringBuilder();
    body.append("<p>").append(Html.escape(about())).append("</p>\n");
    body.append("<div class='charts'>").append(charts).append("</div>\n");
    for (Report.Section section : report.sections()) {
      body.append("<h2>").append(Html.escape(section.title())).append("</h2>\n");
      body.append(Html.table(section.rows()));
    }
    return Html.page("Gatehouse benchmark", body.toString());
  }

  private String about() {
    return "%s, begun %s, commit %s; %s, %d cores, %d MB, Linux %s, %s; load average %s when it began"
        .formatted(
            report.run().command(),
            report.run().startedAt(),
            report.run().commit(),
            report.run().machine().processor(),
            report.run().machine().cores(),
            report.run().machine().memoryMegabytes(),
            report.run().machine().kernel(),
            report.run().machine().jdk(),
            report.run().machine().loadAverage());
  }

  private void lifecycles() {
    Map<String, List<LifecycleCell>> layouts = new LinkedHashMap<>();
    report
        .lifecycles()
        .forEach(cell -> layouts.computeIfAbsent(cell.layout(), _ -> new ArrayList<>()).add(cell));
    Set<String> loads = new LinkedHashSet<>();
    report.lifecycles().forEach(cell -> loads.add(cell.load()));
    if (loads.isEmpty()) {
      return;
    }
    List<String> places = List.copyOf(loads);
    LineChart rate = new LineChart("Lifecycles", "a second", places);
    layouts.forEach(
        (layout, cells) -> rate.curve(layout, along(places, cells, LifecycleCell::perSecond)));
    add(rate);
    layouts.forEach(
        (layout, cells) -> {
          add(percentiles("Whole lifecycle, " + layout, places, cells, "whole"));
          add(percentiles("Create, " + layout, places, cells, "create"));
          Set<String> processes = new LinkedHashSet<>();
          cells.forEach(cell -> processes.addAll(cell.cost().cpuMillis().keySet()));
          LineChart cpu =
              new LineChart("Processor time, " + layout, "ms for one lifecycle", places);
          for (String process : processes) {
            cpu.curve(
                process,
                along(
                    places,
                    cells,
                    cell -> cell.cost().cpuMillis().getOrDefault(process, Double.NaN)));
          }
          add(cpu);
        });
  }

  private static LineChart percentiles(
      String title, List<String> places, List<LifecycleCell> cells, String stage) {
    Map<String, ToDoubleFunction<Percentiles>> lines = new LinkedHashMap<>();
    lines.put("p50", Percentiles::p50);
    lines.put("p90", Percentiles::p90);
    lines.put("p99", Percentiles::p99);
    lines.put("p99.9", Percentiles::p999);
    LineChart chart = new LineChart(title, "ms", places);
    lines.forEach(
        (name, value) ->
            chart.curve(
                name,
                along(places, cells, cell -> value.applyAsDouble(Report.stage(cell, stage)))));
    return chart;
  }

  private static List<Double> along(
      List<String> places, List<LifecycleCell> cells, ToDoubleFunction<LifecycleCell> value) {
    return places.stream()
        .map(
            place ->
                cells.stream()
                    .filter(cell -> cell.load().equals(place))
                    .findFirst()
                    .map(value::applyAsDouble)
                    .orElse(Double.NaN))
        .toList();
  }

  private void growth() {
    Map<String, List<LifecycleCell>> loads = new LinkedHashMap<>();
    report
        .growth()
        .forEach(cell -> loads.computeIfAbsent(cell.load(), _ -> new ArrayList<>()).add(cell));
    loads.forEach(
        (load, cells) -> {
          List<String> stored =
              cells.stream().map(cell -> "%,d".formatted(cell.storedTasks())).toList();
          add(
              new LineChart("Growth, " + load, "ms, by tasks stored", stored)
                  .curve("whole p50", values(cells, cell -> Report.stage(cell, "whole").p50()))
                  .curve("whole p99", values(cells, cell -> Report.stage(cell, "whole").p99())));
        });
  }

  private void backlog(BacklogCell cell) {
    add(
        new LineChart("Backlog", "commands done, by second", seconds(cell.done().size()))
            .curve("done", cell.done().stream().map(Long::doubleValue).toList()));
  }

  private void overload(OverloadCell cell) {
    List<String> seconds = seconds(cell.seconds().size());
    add(
        new LineChart("Too much load, " + cell.layout(), "requests, by second", seconds)
            .curve("offered", values(cell.seconds(), second -> second.offered()))
            .curve("accepted", values(cell.seconds(), second -> second.accepted()))
            .curve("429", values(cell.seconds(), second -> second.refused()))
            .curve("closed", values(cell.seconds(), second -> second.closed())));
    add(
        new LineChart("Too much load, " + cell.layout(), "ms to the answer, by second", seconds)
            .curve("accepted p50", values(cell.seconds(), OverloadCell.Second::acceptedP50))
            .curve("accepted p99", values(cell.seconds(), OverloadCell.Second::acceptedP99))
            .curve("429 p99", values(cell.seconds(), OverloadCell.Second::refusedP99)));
  }

  private static List<String> seconds(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static <T> List<Double> values(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().map(value::applyAsDouble).toList();
  }

  private void add(LineChart chart) {
    charts.append("<div>").append(chart.svg()).append("</div>\n");
  }
}
