package dev.gatehouse.api.task.view;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.internal.ObjectsAnswer;
import dev.gatehouse.model.internal.ObjectsRequest;
import dev.gatehouse.model.task.TaskJson;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as one caller gets them, with the objects that they name. */
@Component
public class TaskViews {
  private static final String COMMENT_ONLY = "TASK_ACTION_TYPE_COMMENT";

  private final CatalogClient catalog;
  private final Offers offers;

  TaskViews(CatalogClient catalog, Offers offers) {
    this.catalog = catalog;
    this.offers = offers;
  }

  /** Views of tasks and the objects that they point into. */
  public record Views(List<ObjectNode> views, ArrayNode expanded) {
    public Views {
      views = List.copyOf(views);
    }
  }

  /** The tasks with what the mask asks for. */
  public Mono<Views> of(Caller caller, List<Task> tasks, ExpandMask mask) {
    ObjectsRequest wanted = mask.wanted(tasks);
    Mono<ObjectsAnswer> found =
        wanted.isEmpty() ? Mono.just(new ObjectsAnswer(List.of())) : catalog.objects(wanted);
    return Mono.zip(found, offers.known(caller, tasks))
        .map(
            both ->
                views(
                    caller,
                    tasks,
                    new Expanded(mask, tasks, both.getT1().objects()),
                    both.getT2()));
  }

  /** The task without any objects. */
  public Views bare(Caller caller, Task task) {
    List<Task> tasks = List.of(task);
    Expanded nothing = new Expanded(ExpandMask.NOTHING, tasks, List.of());
    return views(caller, tasks, nothing, Facts.NONE);
  }

  private static Views views(Caller caller, List<Task> tasks, Expanded expanded, Facts known) {
    return new Views(
        tasks.stream().map(task -> view(caller, task, expanded, known)).toList(),
        expanded.objects());
  }

  /** What is left open here is completed with the message that the view stands in. */
  private static ObjectNode view(Caller caller, Task task, Expanded expanded, Facts known) {
    List<String> actions = Offers.of(caller, task, known);
    ObjectNode view = Json.object();
    view.set("task", TaskJson.write(task, actions));
    view.set(
        "objectPermissions",
        Json.object()
            .put("read", true)
            .put("edit", !actions.equals(List.of(COMMENT_ONLY)))
            .put("delete", false));
    for (Expansion expansion : Expansion.values()) {
      view.put(expansion.field(), expanded.path(expansion, task));
    }
    return view;
  }
}
