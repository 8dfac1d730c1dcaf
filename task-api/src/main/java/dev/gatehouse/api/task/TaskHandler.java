package dev.gatehouse.api.task;

import dev.gatehouse.api.task.view.ExpandMask;
import dev.gatehouse.api.task.view.TaskViews;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads one task; nothing is expanded, since the request has no mask. */
@Component
class TaskHandler {
  private static final String ANSWER = "c1.api.task.v1.TaskServiceGetResponse";

  private final VisibleTasks tasks;
  private final TaskViews views;

  TaskHandler(VisibleTasks tasks, TaskViews views) {
    this.tasks = tasks;
    this.views = views;
  }

  Mono<ServerResponse> get(Caller caller, ServerRequest request) {
    return tasks
        .find(caller, request.pathVariable("id"))
        .flatMap(task -> views.of(caller, List.of(task), ExpandMask.NOTHING))
        .flatMap(view -> TaskAnswer.of(view).send(ANSWER));
  }
}
