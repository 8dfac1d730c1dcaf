package dev.gatehouse.api.explain;

import dev.gatehouse.api.audit.TriedRules;
import dev.gatehouse.api.command.RefusedCommand;
import dev.gatehouse.api.task.Creation;
import dev.gatehouse.api.task.VisibleTasks;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.TaskExplainer;
import dev.gatehouse.core.explain.Explained;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Explains a request that is only thought of, to whoever could make it or sees all tasks, and a
 * task to whoever sees it.
 */
@Component
class ExplainHandler {
  private static final MessageShape REQUEST = Shapes.api().message("gatehouse.v1.ExplainRequest");
  private static final MessageShape ANSWER = Shapes.api().message("gatehouse.v1.ExplainResponse");

  private final Explainer explainer;
  private final VisibleTasks tasks;
  private final TriedRules rules;
  private final Expressions expressions;
  private final Clock clock;

  ExplainHandler(
      Explainer explainer,
      VisibleTasks tasks,
      TriedRules rules,
      Expressions expressions,
      Clock clock) {
    this.explainer = explainer;
    this.tasks = tasks;
    this.rules = rules;
    this.expressions = expressions;
    this.clock = clock;
  }

  Mono<ServerResponse> explain(Caller caller, ServerRequest request) {
    return JsonBodies.read(request, REQUEST)
        .flatMap(message -> explained(caller, message))
        .map(ExplainHandler::told)
        .flatMap(answer -> JsonBodies.ok(ANSWER.complete(answer)));
  }

  private Mono<Explained> explained(Caller caller, ObjectNode message) {
    String task = message.path("taskId").asString("");
    ObjectNode request = message.get("request") instanceof ObjectNode given ? given : null;
    if (task.isBlank() == (request == null)) {
      return Mono.error(
          new ApiException(
              Code.INVALID_ARGUMENT,
              "Expected either a taskId or a request to explain, but there was "
                  + (request == null ? "neither." : "both.")));
    }
    return request == null ? task(caller, task) : request(caller, request);
  }

  private Mono<Explained> request(Caller caller, ObjectNode body) {
    Command.CreateGrant command = (Command.CreateGrant) Creation.GRANT.command(caller, body);
    TaskId thought = new TaskId("explained");
    Instant now = clock.instant();
    return explainer.explain(
        facts -> TaskExplainer.request(command, context(thought, caller, now, facts)));
  }

  private Mono<Explained> task(Caller caller, String reference) {
    Instant now = clock.instant();
    return tasks
        .find(caller, reference)
        .flatMap(
            task ->
                rules
                    .of(task.id())
                    .flatMap(
                        tried ->
                            explainer.explain(
                                facts ->
                                    TaskExplainer.task(
                                        task, tried, context(task.id(), caller, now, facts)))));
  }

  private Context context(TaskId task, Caller caller, Instant now, Facts facts) {
    return new Context(
        task,
        new CommandId("explained"),
        new Actor.Person(caller.userId(), caller.roles()),
        now,
        facts,
        expressions);
  }

  private static ObjectNode told(Explained explained) {
    return switch (explained) {
      case Explained.Told told -> ExplanationJson.write(told.explanation());
      case Explained.Refused refused -> throw RefusedCommand.of(refused.refusal());
      case Explained.Needs needs -> throw new IllegalStateException("all questions were answered");
    };
  }
}
