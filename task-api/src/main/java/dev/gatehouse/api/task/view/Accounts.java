package dev.gatehouse.api.task.view;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.internal.ObjectsAnswer;
import dev.gatehouse.model.internal.ObjectsRequest;
import dev.gatehouse.rest.security.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds tasks whose account is gone, since whoever is asked on one may close it. */
@Component
class Accounts {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  private final CatalogClient catalog;

  Accounts(CatalogClient catalog) {
    this.catalog = catalog;
  }

  /**
   * Those of the tasks on which the caller is asked about an account that is gone. Where nobody can
   * tell just now there are none: the engine looks again when the caller closes one.
   */
  Mono<Set<TaskId>> goneOf(Caller caller, List<Task> tasks) {
    Map<TaskId, String> asked = new HashMap<>();
    for (Task task : tasks) {
      AppUserId account = account(task);
      if (account != null && Actions.isAskedInVain(caller, task)) {
        asked.put(task.id(), account.value());
      }
    }
    return asked.isEmpty() ? Mono.just(Set.of()) : gone(asked);
  }

  private Mono<Set<TaskId>> gone(Map<TaskId, String> asked) {
    return catalog
        .objects(new ObjectsRequest(Set.of(), Set.of(), Set.copyOf(asked.values()), Set.of()))
        .map(
            found -> {
              Set<String> there = live(found);
              return asked.keySet().stream()
                  .filter(task -> !there.contains(asked.get(task)))
                  .collect(Collectors.toSet());
            })
        .onErrorResume(
            ApiException.class,
            failure -> {
              LOG.warn("Expected to look for deleted accounts, but: {}", failure.getMessage());
              return Mono.just(Set.of());
            });
  }

  private static Set<String> live(ObjectsAnswer found) {
    return found.objects().stream()
        .filter(account -> account.path("deletedAt").isNull())
        .filter(account -> !account.at("/status/status").asString("").equals("STATUS_DELETED"))
        .map(account -> account.path("id").asString(""))
        .collect(Collectors.toSet());
  }

  private static @Nullable AppUserId account(Task task) {
    return switch (task.subject()) {
      case Subject.Access access -> access.appUserId();
      case Subject.Offboarding s -> null;
    };
  }
}
