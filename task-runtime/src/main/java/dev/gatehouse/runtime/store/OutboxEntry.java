package dev.gatehouse.runtime.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * A record that is to be published, with its exact bytes: a repeat sends the same.
 *
 * @param id unique within the task; an event's is made of incarnation and version
 * @param event whether it is a task event, from which an audit is made
 * @param at when it was stored
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record OutboxEntry(
    String id,
    boolean event,
    String topic,
    String key,
    byte[] value,
    Map<String, String> headers,
    Instant at) {
  public OutboxEntry {
    headers = Map.copyOf(headers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OutboxEntry o
        && id.equals(o.id)
        && event == o.event
        && topic.equals(o.topic)
        && key.equals(o.key)
        && Arrays.equals(value, o.value)
        && headers.equals(o.headers)
        && at.equals(o.at);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "OutboxEntry[" + id + " for " + topic + ", " + value.length + " bytes]";
  }
}
