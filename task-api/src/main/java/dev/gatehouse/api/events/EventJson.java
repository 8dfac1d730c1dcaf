package dev.gatehouse.api.events;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.schemas.TaskChange;
import dev.gatehouse.schemas.TaskEvent;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events as the stream shows them. */
final class EventJson {
  private EventJson() {}

  static ServerSentEvent<String> write(TaskEvent event) {
    return ServerSentEvent.<String>builder()
        .id(new EventId(new TaskId(event.getTaskId()), event.getVersion()).toString())
        .data(Json.mapper().writeValueAsString(data(event)))
        .build();
  }

  private static ObjectNode data(TaskEvent event) {
    ObjectNode data =
        Json.object()
            .put("eventId", event.getEventId())
            .put("taskId", event.getTaskId())
            .put("version", event.getVersion())
            .put("occurredAt", Timestamps.format(event.getOccurredAt()));
    ArrayNode changes = data.putArray("changes");
    for (TaskChange change : event.getChanges()) {
      String stepId = change.getStepId();
      changes.addObject().put("kind", change.getKind()).put("stepId", stepId == null ? "" : stepId);
    }
    data.set("task", Json.mapper().readTree(event.getTask()));
    return data;
  }
}
