package dev.gatehouse.api.task;

import dev.gatehouse.api.task.store.TaskReader;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.page.Paging;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import dev.gatehouse.runtime.store.HeldTask;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists what waits for an operator: tasks that are parked, or whose events cannot be published. */
@Component
class HeldTasksHandler {
  private static final String ANSWER = "gatehouse.v1.HeldTasksResponse";

  private final TaskReader tasks;

  HeldTasksHandler(TaskReader tasks) {
    this.tasks = tasks;
  }

  Mono<ServerResponse> list(Caller caller, ServerRequest request) {
    if (!caller.has(Role.SUPER_ADMIN)) {
      return Mono.error(
          new ApiException(
              Code.PERMISSION_DENIED,
              "Expected a super admin to list held tasks, but the caller is none."));
    }
    Paging paging =
        Paging.ofQuery(
            request.queryParam("page_size").orElse(null),
            request.queryParam("page_token").orElse(null));
    String after = paging.token().map(token -> token.after().getFirst()).orElse("");
    return tasks.held(after, paging.size() + 1).flatMap(found -> answer(found, paging.size()));
  }

  private static Mono<ServerResponse> answer(List<HeldTask> found, int size) {
    List<HeldTask> page = found.subList(0, Math.min(found.size(), size));
    ArrayNode list = Json.array();
    page.forEach(held -> list.add(row(held)));
    ObjectNode answer =
        Json.object()
            .put(
                "nextPageToken",
                found.size() > size
                    ? PageToken.of(page.getLast().task().id().value()).encode()
                    : "");
    answer.set("list", list);
    return JsonBodies.ok(Shapes.api().message(ANSWER).complete(answer));
  }

  private static ObjectNode row(HeldTask held) {
    return Json.object()
        .put("taskId", held.task().id().value())
        .put("numericId", Long.toString(held.task().numericId()))
        .put("displayName", held.task().displayName())
        .put("parkedReason", held.task().parked())
        .put("stuckReason", held.stuck())
        .put("heldSince", Timestamps.format(held.since()));
  }
}
