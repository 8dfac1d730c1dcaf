package dev.gatehouse.bench;

import dev.gatehouse.bench.decide.DecideRun;
import dev.gatehouse.bench.install.FourServices;
import dev.gatehouse.bench.install.Layout;
import dev.gatehouse.bench.load.ClosedLoop;
import dev.gatehouse.bench.load.OpenLoop;
import dev.gatehouse.bench.load.Overload;
import dev.gatehouse.bench.result.BacklogCell;
import dev.gatehouse.bench.result.DecideCell;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.OverloadCell;
import dev.gatehouse.bench.result.Results;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Everything but lifecycles on an installation that is small and not overloaded. */
final class FurtherParts {
  private static final int BACKLOG = 100_000;
  private static final int BACKLOG_QUICK = 10_000;
  private static final int TOO_MUCH = 5;
  private static final int TOO_MUCH_SECONDS = 30;
  private static final int TOO_MUCH_SECONDS_QUICK = 10;
  private static final int MOST_CONNECTIONS = 3000;
  private static final int CAPACITY_CONCURRENCY = 128;
  private static final List<Integer> GROWTH_CONCURRENCY = List.of(32, 128);
  private static final int GROWTH_PER_SECOND = 50;

  private final Options options;
  private final Results results;
  private final Progress progress;
  private final Folders folders;

  FurtherParts(Options options, Results results, Progress progress, Folders folders) {
    this.options = options;
    this.results = results;
    this.progress = progress;
    this.folders = folders;
  }

  void decide() {
    if (!results.all("decide-", DecideCell.class).isEmpty()) {
      progress.say("decide: measured before");
      return;
    }
    progress.say("decide: running JMH");
    for (DecideCell cell : DecideRun.run(options.quick(), results.folder().resolve("jmh.log"))) {
      results.keep("decide-" + cell.decision(), cell);
      progress.say(
          "decide %s: %.0f ns, %.0f bytes".formatted(cell.decision(), cell.nanos(), cell.bytes()));
    }
  }

  void backlog(Clock clock) {
    if (results.find("backlog", BacklogCell.class).isPresent()) {
      progress.say("backlog: measured before");
      return;
    }
    try (Stand stand = Stand.start("backlog", Layout.SERVICES, options, folders, progress)) {
      stand.warmUp();
      if (stand.installation() instanceof FourServices services) {
        BacklogCell cell =
            new Backlog(services, clock, progress)
                .run(stand.organisation(), options.quick() ? BACKLOG_QUICK : BACKLOG);
        results.keep("backlog", cell);
        progress.say(
            "backlog: %d commands in %.1f s, %.0f/s once it worked"
                .formatted(cell.commands(), cell.seconds(), cell.perSecond()));
      }
    }
  }

  void growth() {
    List<Long> missing =
        options.stored().stream()
            .filter(stored -> !GROWTH_CONCURRENCY.stream().allMatch(c -> measured(stored, c)))
            .toList();
    if (missing.isEmpty()) {
      progress.say("growth: measured before");
      return;
    }
    try (Stand stand = Stand.start("growth", Layout.SERVICES, options, folders, progress)) {
      stand.warmUp();
      long synthetic = 0;
      for (long stored : missing) {
        synthetic += new Growth(progress).fillUpTo(stand.installation(), stored);
        long filled = synthetic;
        for (int c : GROWTH_CONCURRENCY) {
          results.keep(
              growth(stored, c),
              stand.measure(growth(stored, c), "c=" + c, filled, all -> new ClosedLoop(all, c)));
        }
        String open = "growth-%08d-open%04d".formatted(stored, GROWTH_PER_SECOND);
        results.keep(
            open,
            stand.measure(
                open,
                GROWTH_PER_SECOND + "/s",
                filled,
                all -> new OpenLoop(all, GROWTH_PER_SECOND)));
      }
    }
  }

  private boolean measured(long stored, int concurrency) {
    return results.find(growth(stored, concurrency), LifecycleCell.class).isPresent();
  }

  private static String growth(long stored, int concurrency) {
    return "growth-%08d-c%04d".formatted(stored, concurrency);
  }

  void overload(Layout layout) {
    String name = "overload-" + layout.label();
    if (results.find(name, OverloadCell.class).isPresent()) {
      progress.say(name + ": measured before");
      return;
    }
    try (Stand stand = Stand.start(name, layout, options, folders, progress)) {
      stand.warmUp();
      double capacity =
          results.all("lifecycle-" + layout.label() + "-c", LifecycleCell.class).stream()
              .max(Comparator.comparingDouble(LifecycleCell::perSecond))
              .orElseGet(
                  () ->
                      stand.measure(
                          name + "-capacity",
                          "c=" + CAPACITY_CONCURRENCY,
                          0,
                          all -> new ClosedLoop(all, CAPACITY_CONCURRENCY)))
              .perSecond();
      progress.say("%s: %.0f requests/s".formatted(name, capacity * TOO_MUCH));
      try (Overload overload =
          new Overload(stand.installation(), stand.organisation(), MOST_CONNECTIONS)) {
        OverloadCell cell =
            overload.run(
                layout.label(),
                capacity,
                TOO_MUCH,
                options.quick() ? TOO_MUCH_SECONDS_QUICK : TOO_MUCH_SECONDS);
        results.keep(name, cell);
        progress.say(
            "%s: %d accepted, %d refused with 429, %d lost, back to normal after %d s"
                .formatted(
                    name, cell.accepted(), cell.refused(), cell.lost(), cell.recoverySeconds()));
      }
    }
  }
}
