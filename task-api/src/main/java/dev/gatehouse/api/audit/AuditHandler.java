package dev.gatehouse.api.audit;

import dev.gatehouse.api.task.VisibleTasks;
import dev.gatehouse.api.task.store.AuditReader;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the history of a task that the caller sees. */
@Component
class AuditHandler {
  private static final MessageShape REQUEST =
      Shapes.api().message("c1.api.task.v1.TaskAuditListRequest");
  private static final MessageShape RESPONSE =
      Shapes.api().message("c1.api.task.v1.TaskAuditListResponse");

  private final VisibleTasks tasks;
  private final AuditReader audits;
  private final Entries entries;
  private final EntryViews views;

  AuditHandler(VisibleTasks tasks, AuditReader audits, Entries entries, EntryViews views) {
    this.tasks = tasks;
    this.audits = audits;
    this.entries = entries;
    this.views = views;
  }

  Mono<ServerResponse> list(Caller caller, ServerRequest request) {
    return JsonBodies.read(request, REQUEST)
        .flatMap(
            message -> {
              AuditPage page = AuditPage.of(message);
              return tasks.find(caller, taskId(message)).flatMap(task -> list(task, page));
            });
  }

  private static String taskId(ObjectNode message) {
    String id = message.path("taskId").asString("");
    if (id.isBlank()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected taskId to be set, but it was "
              + (message.has("taskId") ? "blank." : "missing."));
    }
    return id;
  }

  /** Reads on until the page is full: a version may have brought several entries, or none. */
  private Mono<ServerResponse> list(Task task, AuditPage page) {
    return audits
        .read(task.id(), page.range())
        .publishOn(Schedulers.boundedElastic())
        .concatMapIterable(audit -> page.inOrder(entries.of(task, audit)))
        .filter(page::shows)
        .take(page.size() + 1L)
        .collectList()
        .flatMap(
            found -> {
              boolean more = found.size() > page.size();
              List<Entry> rows = more ? found.subList(0, page.size()) : found;
              String next = more ? page.tokenAfter(rows.getLast()) : "";
              return views.of(rows).flatMap(list -> answer(list, next));
            });
  }

  private static Mono<ServerResponse> answer(ArrayNode list, String next) {
    ObjectNode answer = Json.object().put("nextPageToken", next);
    answer.set("list", list);
    return JsonBodies.ok(RESPONSE.complete(answer));
  }
}
