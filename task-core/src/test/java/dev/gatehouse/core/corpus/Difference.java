package dev.gatehouse.core.corpus;

import dev.gatehouse.core.task.Decision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells where two decisions differ. */
final class Difference {
  private static final int MOST = 8;

  private final List<String> lines = new ArrayList<>();

  private Difference() {}

  /** A sentence about a decision that is made otherwise now, and where. */
  static String tell(Recorded recorded, Decision now) {
    Difference difference = new Difference();
    if (now instanceof Decision.Needs needs) {
      difference.lines.add("it now needs to know " + needs.queries());
    } else {
      difference.compare(
          "",
          CorpusJson.MAPPER.valueToTree(recorded.decision()),
          CorpusJson.MAPPER.valueToTree(now));
    }
    List<String> lines = difference.lines;
    String told = String.join("\n    ", lines.subList(0, Math.min(MOST, lines.size())));
    return "Expected %s (%s of task %s) to be decided as recorded, but:\n    %s%s"
        .formatted(
            recorded.name(),
            Kind.name(recorded.command()),
            recorded.taskId(),
            told,
            lines.size() > MOST ? "\n    and %d more".formatted(lines.size() - MOST) : "");
  }

  private void compare(String path, @Nullable JsonNode then, @Nullable JsonNode now) {
    if (then != null && now != null && then.isObject() && now.isObject()) {
      Set<String> names = new LinkedHashSet<>(then.propertyNames());
      names.addAll(now.propertyNames());
      names.forEach(name -> compare(path + "/" + name, then.get(name), now.get(name)));
    } else if (then != null && now != null && then.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(then.size(), now.size()); i++) {
        compare(path + "/" + i, then.get(i), now.get(i));
      }
    } else if (then == null || !then.equals(now)) {
      lines.add("%s was %s and is %s".formatted(path, text(then), text(now)));
    }
  }

  private static String text(@Nullable JsonNode node) {
    return node == null ? "absent" : node.toString();
  }
}
