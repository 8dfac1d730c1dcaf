package dev.gatehouse.provisioning.attempt;

import java.util.Map;

/**
 * The record that tells a task of an attempt's end, with its exact bytes: a repeat sends the same.
 *
 * @param headers of the record, the signature among them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record Finished(String topic, String key, byte[] value, Map<String, String> headers) {
  public Finished {
    headers = Map.copyOf(headers);
  }
}
