package dev.gatehouse.policy.cancel;

import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.schemas.CatalogEvent;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.UnreadableRecord;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the changes of the catalogue over, one after the other. */
public final class CatalogEvents {
  private static final Logger log = LoggerFactory.getLogger(CatalogEvents.class);

  private final AvroCodec avro;
  private final AutomaticCancels cancels;

  public CatalogEvents(AvroCodec avro, AutomaticCancels cancels) {
    this.avro = avro;
    this.cancels = cancels;
  }

  /** What was read of the topic; a record that nobody can read is told of and left out. */
  public void handle(List<RawRecord> records) {
    for (RawRecord record : records) {
      byte[] value = record.value();
      if (value != null) {
        handle(record, value);
      }
    }
  }

  private void handle(RawRecord record, byte[] value) {
    CatalogEvent event;
    try {
      event = avro.decode(value, CatalogEvent.class);
    } catch (UnreadableRecord e) {
      log.warn(
          "Record {} of partition {} of {} is left out: {}",
          record.offset(),
          record.partition(),
          record.topic(),
          e.getMessage());
      return;
    }
    int closed = cancels.handle(event);
    if (closed > 0) {
      log.info(
          "{} requests are closed, since {} {} is gone.",
          closed,
          event.getKind(),
          event.getEntityId());
    }
  }
}
