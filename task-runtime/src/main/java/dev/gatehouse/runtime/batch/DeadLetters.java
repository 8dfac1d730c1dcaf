package dev.gatehouse.runtime.batch;

import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records that could not be worked on, as they go to the dead-letter topic. */
public final class DeadLetters {
  private final CommandCodec codec;

  public DeadLetters(CommandCodec codec) {
    this.codec = codec;
  }

  /** The raw record with where it came from and why it is there. */
  public OutboundRecord of(RawRecord raw, String reason) {
    Map<String, byte[]> headers = new HashMap<>(raw.headers());
    headers.put(RecordHeaders.DEAD_TOPIC, bytes(raw.topic()));
    headers.put(RecordHeaders.DEAD_PARTITION, bytes("" + raw.partition()));
    headers.put(RecordHeaders.DEAD_OFFSET, bytes("" + raw.offset()));
    headers.put(RecordHeaders.DEAD_REASON, bytes(reason));
    return new OutboundRecord(Topics.deadLetter(raw.topic()), raw.key(), raw.value(), headers);
  }

  OutboundRecord of(Work work, String reason) {
    RawRecord raw = work.raw();
    if (raw != null) {
      return of(raw, reason);
    }
    SignedRecord record = codec.encode(work.envelope());
    Map<String, String> headers = new LinkedHashMap<>(record.headers());
    headers.put(RecordHeaders.DEAD_TOPIC, record.topic());
    headers.put(RecordHeaders.DEAD_REASON, reason);
    return OutboundRecord.of(
        Topics.deadLetter(record.topic()), record.key(), record.value(), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
