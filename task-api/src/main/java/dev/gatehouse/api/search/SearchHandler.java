package dev.gatehouse.api.search;

import dev.gatehouse.api.task.Visible;
import dev.gatehouse.api.task.store.Condition;
import dev.gatehouse.api.task.view.ExpandMask;
import dev.gatehouse.api.task.view.TaskViews;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches the tasks that the caller sees; what they may not see never leaves the database. */
@Component
class SearchHandler {
  private static final MessageShape REQUEST =
      Shapes.api().message("c1.api.task.v1.TaskSearchRequest");
  private static final MessageShape RESPONSE =
      Shapes.api().message("c1.api.task.v1.TaskSearchResponse");

  private final TaskFinder tasks;
  private final Visible visible;
  private final TaskViews views;
  private final Clock clock;

  SearchHandler(TaskFinder tasks, Visible visible, TaskViews views, Clock clock) {
    this.tasks = tasks;
    this.visible = visible;
    this.views = views;
    this.clock = clock;
  }

  Mono<ServerResponse> search(Caller caller, ServerRequest request) {
    return JsonBodies.read(request, REQUEST).flatMap(message -> search(caller, message));
  }

  private Mono<ServerResponse> search(Caller caller, ObjectNode message) {
    List<Condition> asked = Filters.of(message, clock.instant());
    CatalogFilters ofCatalog = CatalogFilters.of(message);
    Page page = Page.of(message);
    ExpandMask mask = ExpandMask.of(message);
    return visible
        .conditions(caller)
        .flatMap(
            seen -> {
              List<Condition> all = new ArrayList<>(seen);
              all.addAll(asked);
              return tasks.find(all, ofCatalog, page);
            })
        .flatMap(
            found ->
                views
                    .of(caller, found.rows(), mask)
                    .flatMap(answer -> answer(answer, found.next())));
  }

  private static Mono<ServerResponse> answer(TaskViews.Views views, String next) {
    ArrayNode list = Json.array();
    views.views().forEach(list::add);
    ObjectNode answer = Json.object().put("nextPageToken", next);
    answer.set("list", list);
    answer.set("expanded", views.expanded());
    return JsonBodies.ok(RESPONSE.complete(answer));
  }
}
