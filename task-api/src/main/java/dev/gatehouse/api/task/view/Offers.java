package dev.gatehouse.api.task.view;

import dev.gatehouse.api.catalog.RecentFacts;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.action.Offered;
import dev.gatehouse.core.decide.action.TaskAction;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.rest.security.Caller;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What a caller who sees a task may do with it now, by the rules that every command is checked by.
 * For some actions the catalogue has to be asked.
 */
@Component
class Offers {
  private static final Logger LOG = LoggerFactory.getLogger(Offers.class);
  private static final String PREFIX = "TASK_ACTION_TYPE_";

  private final RecentFacts catalog;

  Offers(RecentFacts catalog) {
    this.catalog = catalog;
  }

  /**
   * What is known of the catalogue, as far as these tasks' actions depend on it. Where nobody can
   * tell just now it is nothing, and such actions are left out: the engine looks again.
   */
  Mono<Facts> known(Caller caller, List<Task> tasks) {
    Set<Query.OfCatalog<?>> open = new LinkedHashSet<>();
    for (Task task : tasks) {
      for (Query<?> query : offer(caller, task, Facts.NONE).open()) {
        if (query instanceof Query.OfCatalog<?> question) {
          open.add(question);
        }
      }
    }
    return open.isEmpty()
        ? Mono.just(Facts.NONE)
        : catalog
            .answers(open)
            .onErrorResume(
                ApiException.class,
                failure -> {
                  LOG.warn("Expected to see what a task offers, but: {}", failure.getMessage());
                  return Mono.just(Facts.NONE);
                });
  }

  /** The actions by their names in the API. */
  static List<String> of(Caller caller, Task task, Facts known) {
    return offer(caller, task, known).actions().stream()
        .filter(action -> action != TaskAction.RESUME) // the API has no name for it
        .map(action -> PREFIX + action)
        .toList();
  }

  private static Offered offer(Caller caller, Task task, Facts known) {
    return TaskAction.offer(task, new Actor.Person(caller.userId(), caller.roles()), known);
  }
}
