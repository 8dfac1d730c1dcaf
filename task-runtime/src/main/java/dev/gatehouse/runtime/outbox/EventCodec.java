package dev.gatehouse.runtime.outbox;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.RegistryUnavailable;
import java.util.function.Supplier;

/** Events and replies as bytes, and audits made from the bytes of events. */
public final class EventCodec {
  private final AvroCodec avro;

  public EventCodec(AvroCodec avro) {
    this.avro = avro;
  }

  byte[] encode(TaskEvent event) {
    return available(() -> avro.encode(Topics.TASK_EVENTS, event));
  }

  /** The bytes of a reply. */
  public byte[] encode(CommandReply reply) {
    return available(() -> avro.encode(Topics.COMMAND_REPLIES, reply));
  }

  /** The audit of an event that stands in an outbox. */
  public Audit audit(OutboxEntry entry) {
    TaskEvent event = available(() -> avro.decode(entry.value(), TaskEvent.class));
    return new Audit(
        event.getEventId(),
        new TaskId(event.getTaskId()),
        event.getVersion(),
        event.getOccurredAt(),
        event.getActor().getUserId(),
        event.getActor().getService(),
        event.getCommandId(),
        event.getChanges().stream()
            .map(c -> new Audit.AuditedChange(c.getKind(), c.getStepId(), c.getDetail()))
            .toList(),
        entry.value());
  }

  private static <T> T available(Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryUnavailable e) {
      throw new DependencyDownException(String.valueOf(e.getMessage()), e);
    }
  }
}
