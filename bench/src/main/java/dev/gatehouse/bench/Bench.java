package dev.gatehouse.bench;

import dev.gatehouse.bench.install.Layout;
import dev.gatehouse.bench.measure.Machine;
import dev.gatehouse.bench.report.LifecycleTables;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.Results;
import dev.gatehouse.bench.result.RunInfo;
import dev.gatehouse.servers.ServerException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The command {@code bench/run}. */
public final class Bench {
  private final Path home;
  private final Clock clock;
  private final PrintStream out;

  private Bench(Path home, Clock clock, PrintStream out) {
    this.home = home;
    this.clock = clock;
    this.out = out;
  }

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("gatehouse.home", "."));
    int code = new Bench(home, Clock.systemUTC(), System.out).run(arguments);
    System.exit(code);
  }

  private int run(String... arguments) {
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      Path usual = home.resolve("bench/target/results/" + now.toString().replace(':', '-'));
      measure(Options.parse(usual, arguments), String.join(" ", arguments), now);
      return 0;
    } catch (ServerException e) {
      System.err.println("bench: " + e.getMessage());
      return 1;
    }
  }

  private void measure(Options options, String command, Instant now) {
    Results results = Results.in(options.out());
    results.keep(
        "run",
        new RunInfo(
            "bench/run " + command,
            System.getProperty("gatehouse.commit", "unknown"),
            now,
            Machine.here(),
            options.quick()));
    Progress progress = new Progress(out, clock);
    Folders folders =
        new Folders(options.out().resolve("servers"), home.resolve("kafka-broker/target/lib"));
    if (options.parts().contains(Part.LIFECYCLE)) {
      LifecyclePart part = new LifecyclePart(options, results, progress, folders);
      for (Layout layout : options.layouts()) {
        part.run(layout);
      }
    }
    out.println();
    out.println(new LifecycleTables(results.all("lifecycle-", LifecycleCell.class)).text());
    out.println("Results are in " + results.folder());
  }
}
