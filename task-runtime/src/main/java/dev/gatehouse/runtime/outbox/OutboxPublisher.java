package dev.gatehouse.runtime.outbox;

import dev.gatehouse.runtime.Crash;
import dev.gatehouse.runtime.store.OutboxEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Publishes outboxes: each in its own order, many at once. Within one outbox a record is not sent
 * before the one ahead of it with the same topic and key is there, and nothing is sent after one
 * that failed: a consumer never sees a later version of something first.
 */
public final class OutboxPublisher {
  private final RecordSender sender;

  public OutboxPublisher(RecordSender sender) {
    this.sender = sender;
  }

  /**
   * What came of publishing.
   *
   * @param acknowledged the ids of the entries that are there, by owner
   * @param failed why an owner's outbox was not published to its end
   */
  public record Published<K>(
      Map<K, List<String>> acknowledged, Map<K, SendFailedException> failed) {}

  /** Sends every outbox, and waits until each record is there or has failed. */
  public <K> Published<K> publish(Map<K, List<OutboxEntry>> outboxes) {
    Map<K, Deque<OutboxEntry>> waiting = new LinkedHashMap<>();
    outboxes.forEach((owner, entries) -> waiting.put(owner, new ArrayDeque<>(entries)));
    Published<K> published = new Published<>(new LinkedHashMap<>(), new HashMap<>());
    while (true) {
      waiting
          .entrySet()
          .removeIf(e -> e.getValue().isEmpty() || published.failed().containsKey(e.getKey()));
      if (waiting.isEmpty()) {
        return published;
      }
      await(sendNext(waiting), published);
      Crash.at(Crash.HALF_PUBLISHED);
    }
  }

  private record Sent<K>(K owner, OutboxEntry entry, CompletableFuture<Void> future) {}

  /** From the head of each outbox, the entries that need not wait for each other. */
  private <K> List<Sent<K>> sendNext(Map<K, Deque<OutboxEntry>> waiting) {
    List<Sent<K>> sent = new ArrayList<>();
    waiting.forEach(
        (owner, entries) -> {
          Set<List<String>> onTheWay = new HashSet<>();
          while (!entries.isEmpty()
              && onTheWay.add(List.of(entries.peek().topic(), entries.peek().key()))) {
            OutboxEntry entry = entries.remove();
            sent.add(new Sent<>(owner, entry, sender.send(OutboundRecord.of(entry))));
          }
        });
    return sent;
  }

  private static <K> void await(List<Sent<K>> sent, Published<K> published) {
    for (Sent<K> one : sent) {
      try {
        one.future().join();
        published
            .acknowledged()
            .computeIfAbsent(one.owner(), owner -> new ArrayList<>())
            .add(one.entry().id());
      } catch (CompletionException e) {
        SendFailedException failure =
            e.getCause() instanceof SendFailedException known
                ? known
                : new SendFailedException("Expected to send a record.", false, e);
        published.failed().putIfAbsent(one.owner(), failure);
      }
    }
  }
}
