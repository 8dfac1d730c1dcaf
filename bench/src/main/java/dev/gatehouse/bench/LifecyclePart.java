package dev.gatehouse.bench;

import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.bench.install.JvmOptions;
import dev.gatehouse.bench.install.Layout;
import dev.gatehouse.bench.load.ClosedLoop;
import dev.gatehouse.bench.load.Lifecycles;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.load.OpenLoop;
import dev.gatehouse.bench.load.Organisation;
import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.measure.Cost;
import dev.gatehouse.bench.measure.Meter;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.Results;
import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lifecycles over HTTP: closed loops at several concurrencies, and an open loop at 50 a second. */
final class LifecyclePart {
  private static final int OPEN_LOOP_PER_SECOND = 50;
  private static final int WARM_UP_CONCURRENCY = 64;
  private static final int MOST_CONNECTIONS = 600;
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration TELLING = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LATE = Duration.ofSeconds(4);
  private static final Organisation.Size SIZE = new Organisation.Size(1000, 8, 8, 64);
  private static final Organisation.Size SIZE_QUICK = new Organisation.Size(250, 8, 8, 64);

  private final Options options;
  private final Results results;
  private final Progress progress;
  private final Folders folders;

  LifecyclePart(Options options, Results results, Progress progress, Folders folders) {
    this.options = options;
    this.results = results;
    this.progress = progress;
    this.folders = folders;
  }

  /** One load to measure, by the name of its cell. */
  private record Cell(String name, String label, Function<Lifecycles, Load> load) {}

  void run(Layout layout) {
    List<Cell> missing =
        cells(layout).stream()
            .filter(cell -> results.find(cell.name(), LifecycleCell.class).isEmpty())
            .toList();
    if (missing.isEmpty()) {
      progress.say("lifecycles, " + layout.label() + ": measured before");
      return;
    }
    Path folder = folders.fresh("lifecycle-" + layout.label());
    progress.say("lifecycles, " + layout.label() + ": starting everything in " + folder);
    JvmOptions jvm = new JvmOptions(folders.brokerJars(), options.jvmOptions());
    try (Installation installation = layout.start(folder, jvm)) {
      progress.say("importing the organisation");
      Organisation organisation =
          Organisation.bringInto(installation, options.quick() ? SIZE_QUICK : SIZE);
      try (Lifecycles lifecycles = new Lifecycles(installation, organisation, MOST_CONNECTIONS);
          Meter meter = new Meter(installation)) {
        warmUp(lifecycles);
        for (Cell cell : missing) {
          Recordings recordings =
              Recordings.start(options.record(), installation, results.folder(), cell.name());
          LifecycleCell measured = measure(layout, cell, lifecycles, meter);
          recordings.stop();
          results.keep(cell.name(), measured);
          tell(measured);
        }
      }
    }
  }

  private List<Cell> cells(Layout layout) {
    String prefix = "lifecycle-" + layout.label() + "-";
    List<Cell> cells = new ArrayList<>();
    for (int concurrency : options.concurrency()) {
      cells.add(
          new Cell(
              prefix + "c%04d".formatted(concurrency),
              "c=" + concurrency,
              lifecycles -> new ClosedLoop(lifecycles, concurrency)));
    }
    cells.add(
        new Cell(
            prefix + "open%04d".formatted(OPEN_LOOP_PER_SECOND),
            OPEN_LOOP_PER_SECOND + "/s",
            lifecycles -> new OpenLoop(lifecycles, OPEN_LOOP_PER_SECOND)));
    return cells;
  }

  /** Begins gently, since cold services answer late, and what is answered too late fails. */
  private void warmUp(Lifecycles lifecycles) {
    warmUp(lifecycles, 4, Math.min(200, options.warmUp() / 10));
    warmUp(lifecycles, WARM_UP_CONCURRENCY, options.warmUp());
    progress.say("warmed up with " + lifecycles.granted() + " lifecycles");
  }

  private void warmUp(Lifecycles lifecycles, int concurrency, int count) {
    Load load = new ClosedLoop(lifecycles, concurrency);
    load.start();
    long begun = System.nanoTime();
    long told = begun;
    while (lifecycles.granted() < count) {
      Load.pause(Duration.ofMillis(50));
      if (System.nanoTime() - told > TELLING.toNanos()) {
        told = System.nanoTime();
        progress.say("warming up: " + lifecycles.granted() + " of " + options.warmUp());
        Map<String, Long> failures = lifecycles.takeFailures();
        if (!failures.isEmpty()) {
          progress.say("  failures: " + failures);
        }
        if (lifecycles.granted() == 0 && told - begun > PATIENCE.toNanos()) {
          throw new ServerException(
              "Expected lifecycles to end as granted, but none did: %s.".formatted(failures));
        }
      }
    }
    load.stop();
    lifecycles.takeFailures();
  }

  private LifecycleCell measure(Layout layout, Cell cell, Lifecycles lifecycles, Meter meter) {
    long stored = lifecycles.granted();
    Load load = cell.load().apply(lifecycles);
    load.start();
    Load.pause(SETTLING);
    lifecycles.takeFailures();
    lifecycles.measure();
    Meter.Reading before = meter.read(lifecycles.granted());
    Load.pause(options.cell().minus(LATE));
    Meter.Reading late = meter.read(lifecycles.granted());
    Load.pause(LATE);
    Meter.Reading after = meter.read(lifecycles.granted());
    Map<String, Percentiles> latencies = lifecycles.measured();
    load.stop();
    Cost cost = meter.between(before, late, after);
    return new LifecycleCell(
        layout.label(),
        cell.label(),
        stored,
        (after.nanos() - before.nanos()) / 1e9,
        after.lifecycles() - before.lifecycles(),
        lifecycles.takeFailures(),
        latencies,
        cost);
  }

  private void tell(LifecycleCell cell) {
    Percentiles whole = cell.latencies().get("whole");
    progress.say(
        "%s %s: %.0f lifecycles/s, whole p50 %.1f ms, p99 %.1f ms, %.2f cpu ms each, %d failed"
            .formatted(
                cell.layout(),
                cell.load(),
                cell.perSecond(),
                whole == null ? 0 : whole.p50(),
                whole == null ? 0 : whole.p99(),
                cell.cost().cpuMillisOfAll(),
                cell.failed()));
  }
}
