package dev.gatehouse.api.task;

import dev.gatehouse.api.command.CommandGateway;
import dev.gatehouse.api.command.CommandRequest;
import dev.gatehouse.api.task.view.ExpandMask;
import dev.gatehouse.api.task.view.TaskViews;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Gives a command and answers with the task after it. */
@Component
class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  private final CommandGateway gateway;
  private final TaskViews views;

  Commands(CommandGateway gateway, TaskViews views) {
    this.gateway = gateway;
    this.views = views;
  }

  Mono<TaskAnswer> give(Caller caller, CommandRequest request, ObjectNode body) {
    return gateway
        .submit(request)
        .flatMap(task -> expanded(caller, task, ExpandMask.of(body)))
        .map(TaskAnswer::of);
  }

  /**
   * What was done is told even if the objects beside it cannot be had: an error would read as if
   * nothing had happened.
   */
  private Mono<TaskViews.Views> expanded(Caller caller, Task task, ExpandMask mask) {
    return views
        .of(caller, List.of(task), mask)
        .onErrorResume(
            ApiException.class,
            failure -> {
              LOG.warn("Expected to expand task {}, but: {}", task.id(), failure.getMessage());
              return Mono.just(views.bare(caller, task));
            });
  }
}
