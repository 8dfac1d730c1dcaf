package dev.gatehouse.api.task;

import dev.gatehouse.api.task.view.TaskViews;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** An answer about one task: its view, the expanded objects, and what else the message has. */
record TaskAnswer(ObjectNode message) {

  static TaskAnswer of(TaskViews.Views views) {
    ObjectNode message = Json.object();
    message.set("taskView", views.views().getFirst());
    message.set("expanded", views.expanded());
    return new TaskAnswer(message);
  }

  TaskAnswer with(String field, String value) {
    ObjectNode more = message.deepCopy();
    more.put(field, value);
    return new TaskAnswer(more);
  }

  /** Sends it as this message, every field present. */
  Mono<ServerResponse> send(String name) {
    return JsonBodies.ok(Shapes.api().message(name).complete(message));
  }
}
