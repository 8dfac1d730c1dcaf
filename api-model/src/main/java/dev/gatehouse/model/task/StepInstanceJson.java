package dev.gatehouse.model.task;

import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepInstance.Escalating;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.form.AnswersJson;
import dev.gatehouse.model.form.FormJson;
import dev.gatehouse.model.policy.ApprovalJson;
import dev.gatehouse.model.policy.EscalationJson;
import dev.gatehouse.model.policy.StepJson;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step that was reached ({@code c1.api.policy.v1.PolicyStepInstance}); unset fields are left out.
 */
final class StepInstanceJson {
  /** Who acts where no person does; the API has no value for it. */
  private static final String SYSTEM = "";

  private StepInstanceJson() {}

  static ObjectNode write(Task task, StepInstance step) {
    ObjectNode json =
        Json.object()
            .put("id", step.id().value())
            .put("policyGenerationId", step.generationId())
            .put(
                "state",
                step.outcome() == null ? "POLICY_STEP_STATE_ACTIVE" : "POLICY_STEP_STATE_DONE");
    switch (step) {
      case StepInstance.Approval s -> json.set("approval", approval(task, s));
      case StepInstance.Provision s -> json.set("provision", provision(task, s));
      case StepInstance.Accept s ->
          json.set("accept", Json.object().put("acceptMessage", s.definition().message()));
      case StepInstance.Reject s ->
          json.set("reject", Json.object().put("rejectMessage", s.definition().message()));
      case StepInstance.Wait s -> {
        ObjectNode wait = WaitInstanceJson.write(s);
        outcome(task, wait, s);
        json.set("wait", wait);
      }
      case StepInstance.Form s -> json.set("form", form(task, s));
    }
    return json;
  }

  private static ObjectNode approval(Task task, StepInstance.Approval step) {
    ObjectNode json = Json.object();
    ObjectNode definition = ApprovalJson.write(step.definition()).put("assigned", true);
    switch (step.definition().approvers()) {
      case Approvers.Manager a -> assign(definition, "manager", step);
      case Approvers.Self a -> assign(definition, "self", step);
      case Approvers.Users a -> {}
      case Approvers.AppOwners a -> {}
      case Approvers.EntitlementOwners a -> {}
      case Approvers.ResourceOwners a -> {}
      case Approvers.Group a -> {}
      case Approvers.Expression a -> assign(definition, "expression", step);
      case Approvers.Agent a -> {}
    }
    json.set("approval", definition);
    json.put("assignedAt", Timestamps.format(step.assignedAt()));
    json.put(
        "state",
        step.outcome() == null
            ? "APPROVAL_INSTANCE_STATE_WAITING"
            : "APPROVAL_INSTANCE_STATE_DONE");
    Escalation escalation = step.definition().escalation();
    if (escalation != null && step.escalating() != null) {
      json.set("escalationInstance", escalating(escalation, step.escalating()));
    }
    outcome(task, json, step);
    return json;
  }

  private static ObjectNode escalating(Escalation escalation, Escalating instance) {
    return EscalationJson.outcome(
        Json.object()
            .put("expiresAt", Timestamps.format(instance.expiresAt()))
            .put("alreadyEscalated", instance.done()),
        escalation);
  }

  /** Who was found is kept where the definition does not name people. */
  private static void assign(ObjectNode definition, String kind, StepInstance.Approval step) {
    ((ObjectNode) definition.get(kind)).set("assignedUserIds", TaskJson.ids(step.approvers()));
  }

  private static ObjectNode provision(Task task, StepInstance.Provision step) {
    ObjectNode json = Json.object();
    ObjectNode definition = StepJson.provision(step.definition()).put("assigned", step.byHand());
    definition.set("provisionTarget", target(task));
    json.set("provision", definition);
    json.put("state", "PROVISION_INSTANCE_STATE_" + state(step));
    outcome(task, json, step);
    return json;
  }

  private static String state(StepInstance.Provision step) {
    if (step.outcome() != null) {
      return "DONE";
    }
    return step.attemptState() == AttemptState.ORDERED
        ? "CREATE_CONNECTOR_ACTIONS_FOR_TARGET"
        : "WAITING";
  }

  private static ObjectNode form(Task task, StepInstance.Form step) {
    ObjectNode json =
        Json.object()
            .put(
                "state",
                step.outcome() == null
                    ? "FORM_INSTANCE_STATE_WAITING"
                    : "FORM_INSTANCE_STATE_DONE");
    json.set("form", FormJson.write(step.definition().form()));
    json.set("data", AnswersJson.write(step.answers()));
    outcome(task, json, step);
    return json;
  }

  private static ObjectNode target(Task task) {
    ObjectNode json = Json.object();
    switch (task.subject()) {
      case Subject.Access s -> {
        json.put("appId", s.entitlement().appId().value());
        json.put("appEntitlementId", s.entitlement().id().value());
        json.put("appUserId", TaskJson.text(s.appUserId()));
        if (s instanceof Subject.Grant grant && grant.duration() != null) {
          json.put("grantDuration", Durations.format(grant.duration()));
        }
      }
      case Subject.Offboarding s -> {}
    }
    return json;
  }

  private static void outcome(Task task, ObjectNode json, StepInstance step) {
    switch (step.outcome()) {
      case null -> {}
      case StepOutcome.Approved o -> {
        ObjectNode body = by("userId", TaskJson.text(o.by()), "approvedAt", o.at());
        body.set("entitlements", entitlements(task));
        json.set("approved", body);
      }
      case StepOutcome.Denied o ->
          json.set("denied", by("userId", TaskJson.text(o.by()), "deniedAt", o.at()));
      case StepOutcome.Completed o -> {
        ObjectNode body = by("userId", TaskJson.text(o.by()), "completedAt", o.at());
        body.set("entitlements", entitlements(task));
        json.set("completed", body);
      }
      case StepOutcome.Cancelled o -> cancelled(json, o);
      case StepOutcome.Errored o ->
          json.set(
              "errored",
              by("errorCode", o.code(), "erroredAt", o.at()).put("description", o.description()));
      case StepOutcome.ReassignedByError o ->
          json.set(
              "reassignedByError",
              by("errorCode", o.code(), "erroredAt", o.at())
                  .put("description", o.description())
                  .put("errorUserId", SYSTEM)
                  .put("newPolicyStepId", o.next().value())
                  .put("reassignedAt", Timestamps.format(o.at())));
      case StepOutcome.Skipped o ->
          json.set("skipped", by("userId", TaskJson.text(o.by()), "skippedAt", o.at()));
      case StepOutcome.Reassigned o -> reassigned(json, o);
      case StepOutcome.Restarted o -> restarted(json, step, o);
      case StepOutcome.Accepted o -> {}
      case StepOutcome.Rejected o -> {}
      case StepOutcome.Waited o -> json.set("succeeded", at("succeededAt", o.at()));
      case StepOutcome.FilledIn o ->
          json.set("completed", by("userId", TaskJson.text(o.by()), "completedAt", o.at()));
      case StepOutcome.TimedOut o -> json.set("timedOut", at("timedOutAt", o.at()));
    }
  }

  /**
   * An approval that was open when its task was closed counts as skipped: it has no "cancelled",
   * and neither has a wait.
   */
  private static void cancelled(ObjectNode json, StepOutcome.Cancelled o) {
    if (!json.has("provision")) {
      json.set("skipped", by("userId", TaskJson.text(o.by()), "skippedAt", o.at()));
    } else {
      json.set("cancelled", by("cancelledByUserId", TaskJson.text(o.by()), "cancelledAt", o.at()));
    }
  }

  /** A provision that was handed on counts as skipped: it has no "reassigned". */
  private static void reassigned(ObjectNode json, StepOutcome.Reassigned o) {
    if (json.has("approval") || json.has("form")) {
      json.set(
          "reassigned",
          by("userId", TaskJson.text(o.by()), "reassignedAt", o.at())
              .put("newPolicyStepId", o.next().value()));
    } else {
      json.set(
          "skipped",
          by("userId", TaskJson.text(o.by()), "skippedAt", o.at())
              .put("newPolicyStepId", o.next().value()));
    }
  }

  /** A provision that was given up counts as skipped: it has no "restarted". */
  private static void restarted(ObjectNode json, StepInstance step, StepOutcome.Restarted o) {
    if (json.has("approval") || json.has("form")) {
      json.set(
          "restarted",
          by("userId", TaskJson.text(o.by()), "restartedAt", o.at())
              .put("oldPolicyStepId", step.id().value()));
    } else {
      json.set("skipped", by("userId", TaskJson.text(o.by()), "skippedAt", o.at()));
    }
  }

  private static ObjectNode at(String when, Instant at) {
    return Json.object().put(when, Timestamps.format(at));
  }

  private static ObjectNode by(String who, String value, String when, Instant at) {
    return Json.object().put(who, value).put(when, Timestamps.format(at));
  }

  private static ArrayNode entitlements(Task task) {
    ArrayNode list = Json.array();
    if (task.subject() instanceof Subject.Access access) {
      list.add(
          Json.object()
              .put("appId", access.entitlement().appId().value())
              .put("appEntitlementId", access.entitlement().id().value()));
    }
    return list;
  }
}
