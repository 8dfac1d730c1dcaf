package dev.gatehouse.runtime.batch;

import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.store.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * A command to work on.
 *
 * @param raw the record that it came as; null for one that was handed over without a topic
 */
record Work(CommandEnvelope envelope, @Nullable RawRecord raw) {

  @Nullable SourcePosition source() {
    return raw == null ? null : new SourcePosition(raw.topicId(), raw.partition(), raw.offset());
  }
}
