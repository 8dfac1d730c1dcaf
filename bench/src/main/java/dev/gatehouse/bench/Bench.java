package dev.gatehouse.bench;

import dev.gatehouse.bench.measure.Machine;
import dev.gatehouse.bench.report.Report;
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
    RunInfo run =
        new RunInfo(
            ("bench/run " + command).strip(),
            System.getProperty("gatehouse.commit", "unknown"),
            now,
            Machine.here(),
            options.quick());
    results.keep("run", run);
    Progress progress = new Progress(out, clock);
    progress.say("results go to " + results.folder());
    Folders folders = new Folders(results.folder(), home.resolve("kafka-broker/target/lib"));
    LifecyclePart lifecycles = new LifecyclePart(options, results, progress, folders);
    FurtherParts further = new FurtherParts(options, results, progress, folders);
    for (Part part : options.parts()) {
      switch (part) {
        case LIFECYCLE -> options.layouts().forEach(lifecycles::run);
        case RAW -> {
          // On the servers of the lifecycles, while these are up.
          if (!options.parts().contains(Part.LIFECYCLE)) {
            options.layouts().forEach(lifecycles::run);
          }
        }
        case BACKLOG -> further.backlog(clock);
        case DECIDE -> further.decide();
        case GROWTH -> further.growth();
        case OVERLOAD -> options.layouts().forEach(further::overload);
      }
    }
    Report report = Report.of(run, results);
    out.println();
    out.println(report.text());
    out.println("The page with curves is " + report.write(results));
  }
}
