package dev.gatehouse.runtime.codec;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read: nothing of it is believed yet.
 *
 * @param topicId the id that the broker gave the topic when it was made
 * @param timestamp the broker's time where the topic says so
 * @param value null for a tombstone of Kafka's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record RawRecord(
    String topic,
    String topicId,
    int partition,
    long offset,
    Instant timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Map<String, byte[]> headers) {
  public RawRecord {
    headers = Map.copyOf(headers);
  }
}
