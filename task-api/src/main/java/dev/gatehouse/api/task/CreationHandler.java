package dev.gatehouse.api.task;

import dev.gatehouse.api.command.CommandKeys;
import dev.gatehouse.api.command.CommandRequest;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Creates tasks. */
@Component
class CreationHandler {
  private final Commands commands;

  CreationHandler(Commands commands) {
    this.commands = commands;
  }

  Mono<ServerResponse> create(Creation creation, Caller caller, ServerRequest request) {
    return JsonBodies.read(request, Shapes.api().message(creation.request()))
        .flatMap(body -> commands.give(caller, command(creation, caller, request, body), body))
        .flatMap(answer -> answer.send(creation.response()));
  }

  private static CommandRequest command(
      Creation creation, Caller caller, ServerRequest request, ObjectNode body) {
    CommandKeys keys = CommandKeys.of(caller.userId(), request, creation.path());
    return CommandRequest.of(
        caller, keys.taskId(), keys.commandId(), body, creation.command(caller, body));
  }
}
