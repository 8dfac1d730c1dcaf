package dev.gatehouse.bench;

import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.bench.install.JvmOptions;
import dev.gatehouse.bench.install.Layout;
import dev.gatehouse.bench.load.ClosedLoop;
import dev.gatehouse.bench.load.Lifecycles;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.load.Organisation;
import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.measure.Cost;
import dev.gatehouse.bench.measure.Meter;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** A Gatehouse that runs, with an organisation in it and a generator beside it. */
final class Stand implements AutoCloseable {
  private static final int GENTLE = 4;
  private static final int WARM_UP_CONCURRENCY = 64;
  private static final int MOST_CONNECTIONS = 600;
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(4);
  private static final Duration TELLING = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Organisation.Size SIZE = new Organisation.Size(1000, 8, 8, 64);
  private static final Organisation.Size SIZE_QUICK = new Organisation.Size(250, 8, 8, 64);

  private final Options options;
  private final Progress progress;
  private final Path recordings;
  private final Layout layout;
  private final Installation installation;
  private final Organisation organisation;
  private final Lifecycles lifecycles;
  private final Meter meter;

  private Stand(
      Options options,
      Progress progress,
      Path recordings,
      Layout layout,
      Installation installation,
      Organisation organisation) {
    this.options = options;
    this.progress = progress;
    this.recordings = recordings;
    this.layout = layout;
    this.installation = installation;
    this.organisation = organisation;
    this.lifecycles = new Lifecycles(installation, organisation, MOST_CONNECTIONS);
    this.meter = new Meter(installation);
  }

  /** Starts everything afresh and brings the organisation in. */
  static Stand start(
      String name, Layout layout, Options options, Folders folders, Progress progress) {
    Path folder = folders.fresh(name);
    progress.say(name + ": starting everything in " + folder);
    Installation installation =
        layout.start(folder, new JvmOptions(folders.brokerJars(), options.jvmOptions()));
    try {
      progress.say(name + ": importing the organisation");
      Organisation organisation =
          Organisation.bringInto(installation, options.quick() ? SIZE_QUICK : SIZE);
      return new Stand(options, progress, folders.results(), layout, installation, organisation);
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  /** Begins gently, since cold services answer late, and what is answered too late fails. */
  void warmUp() {
    warmUp(GENTLE, Math.min(200, options.warmUp() / 10));
    warmUp(WARM_UP_CONCURRENCY, options.warmUp());
    progress.say("warmed up with " + lifecycles.granted() + " lifecycles");
  }

  private void warmUp(int concurrency, int count) {
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

  /**
   * Measures one load.
   *
   * @param name of the cell
   * @param label of the load in the report
   * @param stored how many tasks there were before this stand's own
   */
  LifecycleCell measure(String name, String label, long stored, Function<Lifecycles, Load> loadOf) {
    long before = stored + lifecycles.granted();
    Recordings recordingsOfCell =
        Recordings.start(options.record(), installation, recordings, name);
    Load load = loadOf.apply(lifecycles);
    load.start();
    Load.pause(SETTLING);
    lifecycles.takeFailures();
    lifecycles.measure();
    Meter.Reading first = meter.read(lifecycles.granted());
    Load.pause(options.cell().minus(LATE));
    Meter.Reading late = meter.read(lifecycles.granted());
    Load.pause(LATE);
    Meter.Reading last = meter.read(lifecycles.granted());
    Map<String, Percentiles> latencies = lifecycles.measured();
    recordingsOfCell.stop();
    load.stop();
    Cost cost = meter.between(first, late, last);
    LifecycleCell cell =
        new LifecycleCell(
            layout.label(),
            label,
            before,
            (last.nanos() - first.nanos()) / 1e9,
            last.lifecycles() - first.lifecycles(),
            lifecycles.takeFailures(),
            latencies,
            cost);
    tell(cell);
    return cell;
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
    cell.failures().forEach((why, count) -> progress.say("  %d x %s".formatted(count, why)));
  }

  Installation installation() {
    return installation;
  }

  Organisation organisation() {
    return organisation;
  }

  @Override
  public void close() {
    meter.close();
    lifecycles.close();
    installation.close();
  }
}
