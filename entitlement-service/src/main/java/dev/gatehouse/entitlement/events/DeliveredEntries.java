package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.events.Unsent.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the broker has and the documents still hold, so that many are cleared at once. */
final class DeliveredEntries {
  private static final int MANY = 2_000;

  private final Map<Source, List<String>> ids = new HashMap<>();

  void add(Map<Source, List<String>> acknowledged) {
    acknowledged.forEach(
        (source, some) -> ids.computeIfAbsent(source, each -> new ArrayList<>()).addAll(some));
  }

  boolean many() {
    return ids.size() >= MANY;
  }

  /** The document with what is still to be sent. */
  Unsent without(Unsent document) {
    List<String> sent = ids.getOrDefault(document.source(), List.of());
    return new Unsent(
        document.source(),
        document.entries().stream()
            .filter(entry -> !sent.contains(entry.getString(OutboxEntry.ID)))
            .toList());
  }

  Map<String, Map<Source, List<String>>> byCollection() {
    Map<String, Map<Source, List<String>>> found = new HashMap<>();
    ids.forEach(
        (source, some) ->
            found.computeIfAbsent(source.collection(), each -> new HashMap<>()).put(source, some));
    return found;
  }

  void forget() {
    ids.clear();
  }
}
