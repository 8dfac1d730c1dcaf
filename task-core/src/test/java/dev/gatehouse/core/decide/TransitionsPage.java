package dev.gatehouse.core.decide;

import dev.gatehouse.core.scenario.Situations;
import dev.gatehouse.core.scenario.Situations.Situation;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each command does in each situation, as a page: every cell is decided, none is written. */
final class TransitionsPage {
  private static final String HEAD =
      """
      # What each command does

      This page is made by a test, which gives every command in every situation by somebody who has the right to give it; a build whose
      code decides otherwise fails. What is missing of a right, and who has it, is in [the API](api.md).

      To write it anew: `mvn -pl task-core test -Dtest=TransitionsPageTest -Dgatehouse.transitions=write`

      | situation | |
      |---|---|
      """;

  private TransitionsPage() {}

  static String write() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Situation situation : Situation.values()) {
      page.append("| `%s` | %s |\n".formatted(situation, situation.words()));
    }
    for (String command : commands(Command.class)) {
      page.append("\n## ").append(command).append("\n| changes, or why not | in |\n|---|---|\n");
      results(command).forEach((result, in) -> page.append("| %s | %s |\n".formatted(result, in)));
    }
    return page.toString();
  }

  static List<String> commands(Class<?> family) {
    List<String> names = new ArrayList<>();
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (member.isInterface()) {
        names.addAll(commands(member));
      } else {
        names.add(member.getSimpleName());
      }
    }
    return names.stream().distinct().toList();
  }

  /** What comes of it to where that comes of it. */
  private static Map<String, String> results(String command) {
    Map<String, String> results = new LinkedHashMap<>();
    for (Situation situation : Situation.values()) {
      results.merge(
          result(command, situation), "`" + situation + "`", (some, more) -> some + " " + more);
    }
    return results;
  }

  private static String result(String command, Situation situation) {
    Situations play = new Situations();
    play.reach(situation);
    return switch (play.give(command)) {
      case Decision.Accepted a when a.changes().isEmpty() -> "nothing";
      case Decision.Accepted a ->
          a.changes().stream()
              .map(change -> change.getClass().getSimpleName())
              .collect(Collectors.joining(", "));
      case Decision.Rejected r -> "refused: `" + r.reason() + "`";
      case Decision.Needs n -> throw new AssertionError("the engine answers every question");
    };
  }
}
