package dev.gatehouse.runtime.codec;

import java.util.Map;

/** A record that can be put on a topic: its bytes, and the headers that prove who made it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record SignedRecord(String topic, String key, byte[] value, Map<String, String> headers) {
  public SignedRecord {
    headers = Map.copyOf(headers);
  }
}
