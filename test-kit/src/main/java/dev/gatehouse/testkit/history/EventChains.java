package dev.gatehouse.testkit.history;

import dev.gatehouse.schemas.TaskEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of every task as they stand on the topic of task events (P3): at first sight they
 * come in their order and without a gap, and what comes again has the same bytes. Of the bytes only
 * a hash is kept, since there may be many.
 */
public final class EventChains {
  private final Map<String, String> seen = new HashMap<>();
  private final Map<String, List<String>> commands = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private long repeats;

  /** Takes in the next record of the topic. */
  public void add(TaskEvent event, byte[] bytes) {
    String hash = hash(bytes);
    String before = seen.putIfAbsent(event.getEventId(), hash);
    if (before != null) {
      repeats++;
      if (!before.equals(hash)) {
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

  /** How many records were there again. */
  public long repeats() {
    return repeats;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether this event was there. */
  public boolean contains(String eventId) {
    return seen.containsKey(eventId);
  }
}
