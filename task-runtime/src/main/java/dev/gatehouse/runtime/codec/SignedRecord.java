package dev.gatehouse.runtime.codec;

import dev.gatehouse.schemas.Trace;
import java.util.HashMap;
import java.util.Map;

/** A record that can be put on a topic: its bytes, and the headers that prove who made it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record SignedRecord(String topic, String key, byte[] value, Map<String, String> headers) {
  public SignedRecord {
    headers = Map.copyOf(headers);
  }

  /** The same record as part of a trace. */
  public SignedRecord with(Trace trace) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(trace.headers());
    return new SignedRecord(topic, key, value, all);
  }
}
