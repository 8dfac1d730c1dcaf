package dev.gatehouse.runtime.topic;

import dev.gatehouse.runtime.codec.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * The records of one poll, as the stream binder hands them over in batch mode with native decoding:
 * the values in a list, everything else in lists of the same length among the headers. A value that
 * is null comes as a marker object.
 */
public final class PolledRecords {
  private final TopicIds topicIds;

  public PolledRecords(TopicIds topicIds) {
    this.topicIds = topicIds;
  }

  /** All records of the poll, in their order, good or bad. */
  public List<RawRecord> of(Message<List<Object>> polled) {
    List<Object> values = polled.getPayload();
    List<?> topics = header(polled, KafkaHeaders.RECEIVED_TOPIC);
    List<?> partitions = header(polled, KafkaHeaders.RECEIVED_PARTITION);
    List<?> offsets = header(polled, KafkaHeaders.OFFSET);
    List<?> timestamps = header(polled, KafkaHeaders.RECEIVED_TIMESTAMP);
    List<?> keys = header(polled, KafkaHeaders.RECEIVED_KEY);
    List<RawRecord> records = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      String topic = (String) topics.get(i);
      int partition = (Integer) partitions.get(i);
      long offset = (Long) offsets.get(i);
      records.add(
          new RawRecord(
              topic,
              topicIds.idOf(topic, partition, offset),
              partition,
              offset,
              Instant.ofEpochMilli((Long) timestamps.get(i)),
              bytes(keys.get(i)),
              bytes(values.get(i)),
              headers(polled, i)));
    }
    return records;
  }

  private static List<?> header(Message<List<Object>> polled, String name) {
    List<?> values =
        Objects.requireNonNull(polled.getHeaders().get(name, List.class), "a poll has " + name);
    if (values.size() != polled.getPayload().size()) {
      throw new IllegalStateException(
          "Expected one %s for each of %d records, but there are %d."
              .formatted(name, polled.getPayload().size(), values.size()));
    }
    return values;
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return value instanceof byte[] bytes ? bytes : null;
  }

  private static Map<String, byte[]> headers(Message<List<Object>> polled, int index) {
    Map<String, byte[]> found = new HashMap<>();
    if (polled.getHeaders().get(KafkaHeaders.NATIVE_HEADERS) instanceof List<?> natives
        && natives.get(index) instanceof Headers headers) {
      headers.forEach(header -> found.put(header.key(), header.value()));
    } else if (polled.getHeaders().get(KafkaHeaders.BATCH_CONVERTED_HEADERS) instanceof List<?> all
        && all.get(index) instanceof Map<?, ?> headers) {
      headers.forEach((name, value) -> put(found, String.valueOf(name), value));
    }
    return found;
  }

  private static void put(Map<String, byte[]> headers, String name, @Nullable Object value) {
    switch (value) {
      case byte[] bytes -> headers.put(name, bytes);
      case String text -> headers.put(name, text.getBytes(StandardCharsets.UTF_8));
      case null, default -> {} // what the binder adds of its own
    }
  }
}
