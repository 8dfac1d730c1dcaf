package dev.gatehouse.runtime.outbox;

import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.store.OutboxEntry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record to be sent, as the broker will see it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record OutboundRecord(
    String topic, byte @Nullable [] key, byte @Nullable [] value, Map<String, byte[]> headers) {
  public OutboundRecord {
    headers = Map.copyOf(headers);
  }

  /** The record of an outbox entry. */
  public static OutboundRecord of(OutboxEntry entry) {
    return of(entry.topic(), entry.key(), entry.value(), entry.headers());
  }

  /** A signed command as it stands. */
  public static OutboundRecord of(SignedRecord record) {
    return of(record.topic(), record.key(), record.value(), record.headers());
  }

  /** A record whose key and headers are texts. */
  public static OutboundRecord of(
      String topic, String key, byte[] value, Map<String, String> headers) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    headers.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return new OutboundRecord(topic, key.getBytes(StandardCharsets.UTF_8), value, bytes);
  }
}
