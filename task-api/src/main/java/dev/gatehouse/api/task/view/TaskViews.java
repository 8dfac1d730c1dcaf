package dev.gatehouse.api.task.view;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.internal.ObjectsAnswer;
import dev.gatehouse.model.internal.ObjectsRequest;
import dev.gatehouse.model.task.TaskJson;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as one caller gets them, with the objects that they name. */
@Component
public class TaskViews {
  private static final String COMMENT_ONLY = "TASK_ACTION_TYPE_COMMENT";

  private final CatalogClient catalog;
  private final Accounts accounts;

  TaskViews(CatalogClient catalog, Accounts accounts) {
    this.catalog = catalog;
    this.accounts = accounts;
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
    return Mono.zip(found, accounts.goneOf(caller, tasks))
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
    return views(caller, tasks, nothing, Set.of());
  }

  private static Views views(
      Caller caller, List<Task> tasks, Expanded expanded, Set<TaskId> accountGone) {
    return new Views(
        tasks.stream()
            .map(task -> view(caller, task, expanded, accountGone.contains(task.id())))
            .toList(),
        expanded.objects());
  }

  /** What is left open here is completed with the message that the view stands in. */
  private static ObjectNode view(Caller caller, Task task, Expanded expanded, boolean gone) {
    List<String> actions = Actions.of(caller, task, gone);
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
