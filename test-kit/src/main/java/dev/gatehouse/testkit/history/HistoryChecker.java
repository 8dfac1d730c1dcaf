package dev.gatehouse.testkit.history;

import dev.gatehouse.testkit.history.Operation.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what clients were told with what became of the tasks: what was accepted is there (P1),
 * no command changed a task twice (P2), and the operations on each task can be put in one order
 * that agrees with what every client saw (P4).
 *
 * <p>Every task has one version for each change, so that order is known: it is checked by one look
 * at each task, however many clients there were.
 */
public final class HistoryChecker {
  private HistoryChecker() {}

  /**
   * The promises that were not kept.
   *
   * @param versions for each task the ids of the commands that made its versions, first one first
   */
  public static List<Violation> check(
      List<Operation> operations, Map<String, List<String>> versions) {
    List<Violation> violations = new ArrayList<>();
    Map<String, Long> madeBy = new HashMap<>();
    versions.forEach((task, commands) -> once(task, commands, madeBy, violations));
    Map<String, List<Operation>> byTask = new HashMap<>();
    for (Operation operation : operations) {
      kept(operation, madeBy.get(key(operation)), violations);
      byTask.computeIfAbsent(operation.task(), task -> new ArrayList<>()).add(operation);
    }
    byTask.forEach((task, all) -> inOrder(all, madeBy, violations));
    return violations;
  }

  private static String key(Operation operation) {
    return operation.task() + "/" + operation.command();
  }

  private static void once(
      String task, List<String> commands, Map<String, Long> madeBy, List<Violation> violations) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < commands.size(); i++) {
      if (seen.add(commands.get(i))) {
        madeBy.put(task + "/" + commands.get(i), i + 1L);
      } else {
        violations.add(
            new Violation(
                "P2",
                "Expected command %s to change task %s once, but it made version %d too."
                    .formatted(commands.get(i), task, i + 1)));
      }
    }
  }

  private static void kept(Operation operation, @Nullable Long made, List<Violation> violations) {
    switch (operation.result()) {
      case Result.Accepted result -> {
        if (made == null && operation.changes()) {
          violations.add(
              new Violation(
                  "P1",
                  "Expected command %s, which was accepted, to have made a version of task %s, but it made none."
                      .formatted(operation.command(), operation.task())));
        } else if (made != null && made != result.version()) {
          violations.add(
              new Violation(
                  "P4",
                  "Expected command %s to have made version %d of task %s, as was answered, but it made %d."
                      .formatted(operation.command(), result.version(), operation.task(), made)));
        }
      }
      case Result.Refused result -> {
        if (made != null) {
          violations.add(
              new Violation(
                  "P4",
                  "Expected command %s, which was refused with %s, to have changed nothing, but it made version %d of task %s."
                      .formatted(operation.command(), result.reason(), made, operation.task())));
        }
      }
      case Result.Unknown result -> {
        // Either is right.
      }
    }
  }

  /**
   * Whoever began after another one had its answer comes after it: with a higher version if it made
   * one, with no lower one if it found that nothing was left to do.
   */
  private static void inOrder(
      List<Operation> operations, Map<String, Long> madeBy, List<Violation> violations) {
    List<Operation> accepted =
        operations.stream().filter(o -> o.result() instanceof Result.Accepted).toList();
    List<Operation> byBegin =
        accepted.stream().sorted(Comparator.comparingLong(Operation::begin)).toList();
    List<Operation> byEnd =
        accepted.stream().sorted(Comparator.comparingLong(Operation::end)).toList();
    int ended = 0;
    Operation highest = null;
    for (Operation operation : byBegin) {
      while (ended < byEnd.size() && byEnd.get(ended).end() < operation.begin()) {
        Operation before = byEnd.get(ended++);
        highest = highest == null || version(before) > version(highest) ? before : highest;
      }
      if (highest == null || highest.command().equals(operation.command())) {
        continue;
      }
      boolean made = madeBy.containsKey(key(operation));
      if (version(operation) < version(highest)
          || (made && version(operation) == version(highest))) {
        violations.add(
            new Violation(
                "P4",
                "Expected command %s of task %s to come after version %d, which command %s had been answered before it began, but it was answered version %d."
                    .formatted(
                        operation.command(),
                        operation.task(),
                        version(highest),
                        highest.command(),
                        version(operation))));
      }
    }
  }

  private static long version(Operation operation) {
    return operation.result() instanceof Result.Accepted accepted ? accepted.version() : 0;
  }
}
