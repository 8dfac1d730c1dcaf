package dev.gatehouse.api.task;

import dev.gatehouse.api.task.store.TaskReader;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds tasks for a caller: one that they may not see is not there. */
@Component
public class VisibleTasks {
  private static final int LONGEST = 100;

  private final TaskReader tasks;
  private final Visible visible;

  VisibleTasks(TaskReader tasks, Visible visible) {
    this.tasks = tasks;
    this.visible = visible;
  }

  /**
   * The task with this id or number.
   *
   * @return an error signal NOT_FOUND where there is none that the caller sees
   */
  public Mono<Task> find(Caller caller, String reference) {
    return Mono.just(reference)
        .filter(given -> given.length() <= LONGEST)
        .flatMap(tasks::findTask)
        .filterWhen(task -> visible.to(caller, task))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ApiException(
                        Code.NOT_FOUND,
                        "Expected a task with the id "
                            + shown(reference)
                            + ", but there is none.")));
  }

  private static String shown(String reference) {
    return reference.length() <= LONGEST ? reference : reference.substring(0, LONGEST) + "...";
  }
}
