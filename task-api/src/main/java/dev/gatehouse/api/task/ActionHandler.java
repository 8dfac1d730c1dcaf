package dev.gatehouse.api.task;

import dev.gatehouse.api.command.CommandKeys;
import dev.gatehouse.api.command.CommandRequest;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does something with a task. Whether the caller sees the task is looked at first, so that a body
 * can never be used to find out whether there is one.
 */
@Component
class ActionHandler {
  private final VisibleTasks tasks;
  private final Commands commands;

  ActionHandler(VisibleTasks tasks, Commands commands) {
    this.tasks = tasks;
    this.commands = commands;
  }

  Mono<ServerResponse> act(Action action, Caller caller, ServerRequest request) {
    return tasks
        .find(caller, request.pathVariable("task_id"))
        .flatMap(task -> act(action, task, caller, request));
  }

  private Mono<ServerResponse> act(Action action, Task task, Caller caller, ServerRequest request) {
    return JsonBodies.read(request, Shapes.api().message(action.request()))
        .onErrorMap(ApiException.class, fault -> closedBefore(action, task, fault))
        .flatMap(
            body -> {
              CommandRequest command = command(action, task, caller, request, body);
              return commands
                  .give(caller, command, body)
                  .map(answer -> named(action.answer(), answer, command));
            })
        .flatMap(answer -> answer.send(action.answer().message()));
  }

  private static CommandRequest command(
      Action action, Task task, Caller caller, ServerRequest request, ObjectNode body) {
    String route = action.path().replace("{task_id}", task.id().value());
    return CommandRequest.of(
        caller,
        task.id(),
        CommandKeys.of(caller.userId(), request, route).commandId(),
        body,
        action.command(task, new Body(body)));
  }

  private static TaskAnswer named(Action.Answer kind, TaskAnswer answer, CommandRequest command) {
    return kind.actionField().isEmpty()
        ? answer
        : answer.with(kind.actionField(), command.id().value());
  }

  /** That a task is closed counts for more than what is wrong with the body. */
  private static Throwable closedBefore(Action action, Task task, ApiException fault) {
    return task.open() || action == Action.COMMENT
        ? fault
        : new ApiException(
            Code.FAILED_PRECONDITION,
            "Expected an open task, but task " + task.numericId() + " is closed.");
  }
}
