package dev.gatehouse.api.events;

import dev.gatehouse.api.task.VisibleTasks;
import dev.gatehouse.api.task.store.AuditReader;
import dev.gatehouse.rest.security.Caller;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.wire.AvroCodec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Brings what a reader missed of one task. The history of a task begins with its outbox, so
 * whatever was published before the reader came back is found here, and the rest comes live.
 */
@Component
class MissedEvents {
  private final AuditReader audits;
  private final VisibleTasks tasks;
  private final AvroCodec avro;

  MissedEvents(AuditReader audits, VisibleTasks tasks, AvroCodec avro) {
    this.audits = audits;
    this.tasks = tasks;
    this.avro = avro;
  }

  /** First the versions after the last one that the reader had, then what comes. */
  Flux<TaskEvent> then(Caller caller, EventId last, Flux<TaskEvent> live) {
    return Flux.defer(
        () -> {
          long[] shown = {last.version()};
          Flux<TaskEvent> missed =
              tasks
                  .find(caller, last.taskId().value())
                  .flatMapMany(task -> audits.after(task.id(), last.version()))
                  .publishOn(Schedulers.boundedElastic())
                  .map(audit -> avro.decode(audit.event(), TaskEvent.class));
          return missed.concatWith(live).filter(event -> isNew(event, last, shown));
        });
  }

  private static boolean isNew(TaskEvent event, EventId last, long[] shown) {
    if (!event.getTaskId().equals(last.taskId().value())) {
      return true;
    }
    if (event.getVersion() <= shown[0]) {
      return false;
    }
    shown[0] = event.getVersion();
    return true;
  }
}
