package dev.gatehouse.api.audit;

import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.Json;
import dev.gatehouse.runtime.store.Audit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A version of a task, with what brought it.
 *
 * @param task the task as it is now; only what never changes counts of it
 * @param after the task as it was after the version, as the REST API shows it
 */
record Version(Task task, Audit audit, List<Change> changes, ObjectNode after) {
  Version {
    changes = List.copyOf(changes);
  }

  /** The step as it was after the version; a missing node if it was not kept. */
  JsonNode step(StepId id) {
    JsonNode policy = after.path("policy");
    return Stream.concat(Stream.of(policy.path("current")), policy.path("history").valueStream())
        .filter(step -> step.path("id").asString("").equals(id.value()))
        .findFirst()
        .orElse(Json.object().path("none"));
  }

  /** The step that this version started. */
  Optional<StepInstance> started(StepId id) {
    return changes.stream()
        .filter(Change.StepStarted.class::isInstance)
        .map(change -> ((Change.StepStarted) change).step())
        .filter(step -> step.id().equals(id))
        .findFirst();
  }

  /** Who was asked by a step that this version started. */
  ArrayNode asked(StepId id) {
    ArrayNode people = Json.array();
    started(id).ifPresent(step -> step.assignees().stream().map(Id::value).forEach(people::add));
    return people;
  }
}
