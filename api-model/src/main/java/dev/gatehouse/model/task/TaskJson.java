package dev.gatehouse.model.task;

import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.form.AnswersJson;
import dev.gatehouse.model.form.FormJson;
import dev.gatehouse.model.policy.StepJson;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A task as the REST API shows it ({@code c1.api.task.v1.Task}), every field present. */
public final class TaskJson {
  private static final MessageShape SHAPE = Shapes.api().message("c1.api.task.v1.Task");

  private TaskJson() {}

  /**
   * The task.
   *
   * @param actions what the reader may do now, as names of the API such as {@code
   *     TASK_ACTION_TYPE_APPROVE}; empty where nobody in particular reads, as in an event
   */
  public static ObjectNode write(Task task, List<String> actions) {
    ObjectNode json = Json.object();
    json.put("id", task.id().value());
    json.put("numericId", Long.toString(task.numericId()));
    json.put("displayName", task.displayName());
    json.put("description", task.description());
    json.put("state", "TASK_STATE_" + task.state());
    json.put("processing", "TASK_PROCESSING_TYPE_" + task.processing());
    json.put("origin", "TASK_ORIGIN_" + task.origin());
    json.put("emergencyAccess", task.emergencyAccess());
    json.put("commentCount", task.commentCount());
    json.put("createdByUserId", text(task.createdBy()));
    json.put("userId", text(task.subject().person()));
    json.put("createdAt", Timestamps.format(task.createdAt()));
    json.put("updatedAt", Timestamps.format(task.updatedAt()));
    json.set("approverIds", ids(task.actedBy()));
    json.set("stepApproverIds", ids(task.assignees()));
    json.set("actions", Json.texts(actions));
    json.set("type", type(task));
    data(task).ifPresent(data -> json.set("data", data));
    if (task.currentStep() instanceof StepInstance.Form step) {
      json.set("form", FormJson.write(step.definition().form()));
    }
    if (task.policy() != null) {
      json.put("policyGenerationId", task.policy().generationId());
      json.set("policy", policy(task, task.policy()));
    }
    if (!task.parked().isEmpty()) {
      json.set("annotations", parked(task.parked()));
    }
    return SHAPE.complete(json);
  }

  /** What was answered when the task was made and in its forms since; the last answer counts. */
  private static Optional<ObjectNode> data(Task task) {
    ObjectNode data = Json.object();
    if (!task.requestData().isEmpty()) {
      data.setAll((ObjectNode) Json.mapper().readTree(task.requestData()));
    }
    if (task.policy() != null) {
      for (StepInstance step : task.policy().history()) {
        if (step instanceof StepInstance.Form form) {
          data.setAll(AnswersJson.write(form.answers()));
        }
      }
    }
    return data.isEmpty() ? Optional.empty() : Optional.of(data);
  }

  /** A step of the task that was reached; unset fields are left out. */
  public static ObjectNode step(Task task, StepInstance step) {
    return StepInstanceJson.write(task, step);
  }

  /** The name of the task's type in the API: {@code grant}, {@code revoke}, ... */
  public static String typeName(Task task) {
    return switch (task.subject()) {
      case Subject.Grant s -> "grant";
      case Subject.Revoke s -> "revoke";
      case Subject.Offboarding s -> "offboarding";
    };
  }

  /**
   * The outcome as the API names it for this type of task, such as {@code GRANT_OUTCOME_GRANTED}.
   */
  public static String outcomeName(Task task) {
    Outcome outcome = task.outcome();
    return switch (task.subject()) {
      case Subject.Grant s -> "GRANT_OUTCOME_" + name(outcome, "GRANTED", "UNSPECIFIED");
      case Subject.Revoke s -> "REVOKE_OUTCOME_" + name(outcome, "REVOKED", "UNSPECIFIED");
      case Subject.Offboarding s -> "OFFBOARDING_OUTCOME_" + name(outcome, "DONE", "IN_PROGRESS");
    };
  }

  private static String name(@Nullable Outcome outcome, String success, String open) {
    if (outcome == null) {
      return open;
    }
    return outcome == Outcome.SUCCESS ? success : outcome.name();
  }

  private static ObjectNode type(Task task) {
    ObjectNode body = Json.object();
    body.put("outcome", outcomeName(task));
    put(body, "outcomeTime", task.outcomeTime());
    switch (task.subject()) {
      case Subject.Grant s -> {
        access(body, s);
        if (s.duration() != null) {
          body.put("grantDuration", Durations.format(s.duration()));
        }
        if (!s.source().isEmpty()) {
          body.set("source", Json.mapper().readTree(s.source()));
        }
      }
      case Subject.Revoke s -> {
        access(body, s);
        body.set("source", source(s.source()));
      }
      case Subject.Offboarding s -> body.put("subjectUserId", s.person().value());
    }
    return Json.object().set(typeName(task), body);
  }

  private static void access(ObjectNode body, Subject.Access access) {
    body.put("appId", access.entitlement().appId().value());
    body.put("appEntitlementId", access.entitlement().id().value());
    body.put("appUserId", text(access.appUserId()));
    body.put("identityUserId", text(access.identity()));
  }

  private static ObjectNode source(RevokeSource source) {
    return switch (source) {
      case RevokeSource.Requested s -> request(s.by());
      case RevokeSource.Undone s -> request(s.by());
      case RevokeSource.Expired s ->
          Json.object().set("expired", Json.object().put("expiredAt", Timestamps.format(s.at())));
    };
  }

  private static ObjectNode request(@Nullable UserId by) {
    return Json.object().set("request", Json.object().put("requestUserId", text(by)));
  }

  private static ObjectNode policy(Task task, PolicyRun run) {
    ObjectNode json = Json.object();
    json.set("policy", Json.mapper().readTree(run.policy().document()));
    if (run.current() != null) {
      json.set("current", StepInstanceJson.write(task, run.current()));
    }
    ArrayNode next = json.putArray("next");
    run.next().forEach(step -> next.add(StepJson.write(step)));
    ArrayNode history = json.putArray("history");
    run.history().forEach(step -> history.add(StepInstanceJson.write(task, step)));
    return json;
  }

  /** The API has no field for a parked task; an annotation tells why nothing happens. */
  private static ArrayNode parked(String reason) {
    return Json.array()
        .add(
            Json.object()
                .put("@type", "type.googleapis.com/google.protobuf.StringValue")
                .put("value", "Parked: " + reason));
  }

  static void put(ObjectNode json, String field, @Nullable Instant at) {
    if (at != null) {
      json.put(field, Timestamps.format(at));
    }
  }

  /** An id as a text; empty for none. */
  public static String text(@Nullable Id id) {
    return id == null ? "" : id.value();
  }

  static ArrayNode ids(Collection<? extends Id> ids) {
    return Json.texts(ids.stream().map(Id::value).toList());
  }
}
