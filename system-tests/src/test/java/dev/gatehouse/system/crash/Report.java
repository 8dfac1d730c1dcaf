package dev.gatehouse.system.crash;

import dev.gatehouse.bench.report.TextTable;
import dev.gatehouse.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run came to, as a table for people and as JSON for programs. */
final class Report {
  private static final int SENTENCES = 20;

  private Report() {}

  static String text(List<Verdict> verdicts) {
    TextTable table = new TextTable();
    table.row(List.of("promise", "tried", "accepted", "lost", "doubled", "stuck", "verdict"));
    for (Verdict each : verdicts) {
      table.row(
          List.of(
              each.promise() + " " + each.words(),
              "" + each.tried(),
              "" + each.accepted(),
              "" + each.lost(),
              "" + each.doubled(),
              "" + each.stuck(),
              each.kept() ? "kept" : "BROKEN " + each.violations().size()));
    }
    StringBuilder text = new StringBuilder(table.toString());
    for (Verdict each : verdicts) {
      if (!each.note().isEmpty()) {
        text.append(each.promise()).append(": ").append(each.note()).append('\n');
      }
    }
    for (Verdict each : verdicts) {
      each.violations().stream()
          .limit(SENTENCES)
          .forEach(
              sentence ->
                  text.append(each.promise()).append(" BROKEN: ").append(sentence).append('\n'));
    }
    return text.toString();
  }

  /** Writes both, beside each other in the folder. */
  static void write(
      Path folder, Plan.Length length, long seed, Duration time, List<Verdict> verdicts) {
    ObjectNode json =
        Json.object().put("run", length.name()).put("seed", seed).put("seconds", time.toSeconds());
    ArrayNode list = json.putArray("promises");
    for (Verdict each : verdicts) {
      ObjectNode one =
          list.addObject()
              .put("promise", each.promise())
              .put("words", each.words())
              .put("tried", each.tried())
              .put("accepted", each.accepted())
              .put("lost", each.lost())
              .put("doubled", each.doubled())
              .put("stuck", each.stuck())
              .put("kept", each.kept())
              .put("note", each.note());
      each.violations().forEach(one.putArray("violations")::add);
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("report.json"), json.toPrettyString());
      Files.writeString(folder.resolve("report.txt"), text(verdicts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
