package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.events.Unsent.Source;
import dev.gatehouse.runtime.outbox.OutboxPublisher;
import dev.gatehouse.runtime.outbox.OutboxPublisher.Published;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.SendFailedException;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.schemas.wire.RegistryUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.bson.Document;

/**
 * Sends what documents have to publish, each in its own order, and waits for the broker. What one
 * document cannot get rid of is no other's trouble.
 */
final class OutboxSender {
  private final OutboxRecords records;
  private final OutboxPublisher publisher;

  OutboxSender(OutboxRecords records, RecordSender sender) {
    this.records = records;
    this.publisher = new OutboxPublisher(sender);
  }

  /** Sends as far as it goes; says for each document what is there and why the rest is not. */
  Published<Source> send(List<Unsent> documents) {
    Map<Source, List<OutboxEntry>> outboxes = new LinkedHashMap<>();
    Map<Source, SendFailedException> unwritable = new HashMap<>();
    Map<String, SendFailedException> unanswered = new HashMap<>();
    for (Unsent document : documents) {
      List<OutboxEntry> entries = new ArrayList<>();
      for (Document entry : document.entries()) {
        try {
          entries.add(written(entry, unanswered));
        } catch (SendFailedException e) {
          unwritable.put(document.source(), e);
          break;
        }
      }
      outboxes.put(document.source(), entries);
    }
    Published<Source> published = publisher.publish(outboxes);
    unwritable.forEach(published.failed()::putIfAbsent);
    return published;
  }

  /**
   * An entry as a record.
   *
   * @param unanswered what the registry did not answer for before, by the type of entries: it is
   *     not asked for each of them, since it may let each wait
   */
  private OutboxEntry written(Document entry, Map<String, SendFailedException> unanswered) {
    String type = String.valueOf(entry.getString("type"));
    SendFailedException before = unanswered.get(type);
    if (before != null) {
      throw before;
    }
    try {
      return entry(entry);
    } catch (RegistryUnavailable e) {
      SendFailedException failure =
          new SendFailedException(String.valueOf(e.getMessage()), false, e);
      unanswered.put(type, failure);
      throw failure;
    } catch (RuntimeException e) {
      throw unwritable(entry, e);
    }
  }

  private static SendFailedException unwritable(Document entry, RuntimeException cause) {
    return new SendFailedException(
        "Expected to write %s as a record, but it cannot be: %s"
            .formatted(entry.getString("id"), cause),
        true,
        cause);
  }

  private OutboxEntry entry(Document entry) {
    ProducerRecord<String, byte[]> record = records.of(entry);
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return new OutboxEntry(
        entry.getString("id"),
        false,
        record.topic(),
        record.key(),
        record.value(),
        headers,
        entry.getDate("at").toInstant());
  }
}
