package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.TaskId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a task brought: written once, never changed.
 *
 * @param id the id of the version's event
 * @param userId the person who did it; null for a service
 * @param service the service that did it; null for a person
 * @param event the bytes of the event as they stand on its topic
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record Audit(
    String id,
    TaskId taskId,
    long version,
    Instant at,
    @Nullable String userId,
    @Nullable String service,
    String commandId,
    List<AuditedChange> changes,
    byte[] event) {
  public Audit {
    changes = List.copyOf(changes);
  }

  /**
   * One change.
   *
   * @param detail the change as JSON of the core
   */
  public record AuditedChange(String kind, @Nullable String stepId, String detail) {}
}
