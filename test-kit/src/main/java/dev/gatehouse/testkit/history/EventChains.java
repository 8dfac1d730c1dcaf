package dev.gatehouse.testkit.history;

import dev.gatehouse.schemas.TaskEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of every task as they stand on the topic of task events (P3): at first sight they
 * come in their order and without a gap, and what comes again has the same bytes.
 */
public final class EventChains {
  private final Map<String, byte[]> seen = new HashMap<>();
  private final Map<String, List<String>> commands = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();

  /** Takes in the next record of the topic. */
  public void add(TaskEvent event, byte[] bytes) {
    byte[] before = seen.putIfAbsent(event.getEventId(), bytes);
    if (before != null) {
      if (!Arrays.equals(before, bytes)) {
        violations.add(
            new Violation(
                "P3",
                "Expected event %s to have the same bytes each time, but they differ."
                    .formatted(event.getEventId())));
      }
      return;
    }
    List<String> chain = commands.computeIfAbsent(event.getTaskId(), id -> new ArrayList<>());
    if (event.getVersion() != chain.size() + 1) {
      violations.add(
          new Violation(
              "P3",
              "Expected version %d of task %s next, but it was %d."
                  .formatted(chain.size() + 1, event.getTaskId(), event.getVersion())));
    }
    chain.add(event.getCommandId());
  }

  /** What was wrong so far. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** For each task the commands that made its versions, first one first. */
  public Map<String, List<String>> versions() {
    return commands;
  }

  /** Whether this event was there. */
  public boolean contains(String eventId) {
    return seen.containsKey(eventId);
  }
}
