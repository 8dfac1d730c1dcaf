package dev.gatehouse.bench;

import dev.gatehouse.bench.install.Layout;
import dev.gatehouse.bench.load.ClosedLoop;
import dev.gatehouse.bench.load.Lifecycles;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.load.OpenLoop;
import dev.gatehouse.bench.raw.RawFloor;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.RawCell;
import dev.gatehouse.bench.result.Results;
import dev.gatehouse.servers.ServerException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Lifecycles over HTTP: closed loops at several concurrencies, and an open loop at 50 a second;
 * then the raw floor on the same servers.
 */
final class LifecyclePart {
  private static final int OPEN_LOOP_PER_SECOND = 50;
  private static final List<Integer> RAW_BATCHES = List.of(25, 100);

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

  private record Cell(String name, String label, Function<Lifecycles, Load> load) {}

  void run(Layout layout) {
    List<Cell> cells =
        options.parts().contains(Part.LIFECYCLE)
            ? cells(layout).stream()
                .filter(cell -> results.find(cell.name(), LifecycleCell.class).isEmpty())
                .toList()
            : List.of();
    List<Integer> batches =
        options.parts().contains(Part.RAW)
            ? RAW_BATCHES.stream()
                .filter(batch -> results.find(raw(layout, batch), RawCell.class).isEmpty())
                .toList()
            : List.of();
    if (cells.isEmpty() && batches.isEmpty()) {
      progress.say("lifecycles, " + layout.label() + ": measured before");
      return;
    }
    try (Stand stand =
        Stand.start("lifecycle-" + layout.label(), layout, options, folders, progress)) {
      if (!cells.isEmpty()) {
        stand.warmUp();
      }
      for (Cell cell : cells) {
        results.keep(cell.name(), stand.measure(cell.name(), cell.label(), 0, cell.load()));
      }
      for (int batch : batches) {
        RawCell measured =
            new RawFloor(stand.installation(), fastest(layout)).measure(batch, options.cell());
        results.keep(raw(layout, batch), measured);
        progress.say(
            "%s raw floor, batches of %d: %.0f/s, so %s is %.0f %% of it"
                .formatted(
                    layout.label(),
                    batch,
                    measured.perSecond(),
                    measured.from(),
                    measured.ratio() * 100));
      }
    }
  }

  private static String raw(Layout layout, int batch) {
    return "raw-%s-b%04d".formatted(layout.label(), batch);
  }

  /** The cell that the floor is compared with. */
  private LifecycleCell fastest(Layout layout) {
    return results.all("lifecycle-" + layout.label() + "-", LifecycleCell.class).stream()
        .filter(cell -> !cell.cost().mongoWrites().isEmpty())
        .max(Comparator.comparingDouble(LifecycleCell::perSecond))
        .orElseThrow(
            () ->
                new ServerException(
                    "Expected measured lifecycles to compare the raw floor with, but %s has none; run lifecycle and raw together."
                        .formatted(results.folder())));
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
}
