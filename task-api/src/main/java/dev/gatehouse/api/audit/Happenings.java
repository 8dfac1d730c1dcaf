package dev.gatehouse.api.audit;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.task.TaskJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API tells of each change. Of what is only the engine's own bookkeeping it tells nothing.
 */
final class Happenings {
  private Happenings() {}

  static List<Happening> of(Change change, Version version) {
    return switch (change) {
      case Change.TaskCreated c -> List.of(Happening.of("taskCreated"));
      case Change.StepStarted c -> started(c.step(), version);
      case Change.StepEnded c -> StepEndings.of(c, version);
      case Change.NextStepsChanged c -> List.of();
      case Change.RuleTried c -> List.of(tried(c));
      case Change.AttemptMoved c -> moved(c, version);
      case Change.FellBackToAdmins c ->
          List.of(
              Happening.of(
                  "reassignmentFallbackToAdmin",
                  Json.object().set("adminUserIds", version.asked(c.stepId()))));
      case Change.HandedToDelegate c ->
          List.of(
              Happening.of(
                  "reassignedToDelegate",
                  Json.object()
                      .put("originalAssigneeUserId", c.from().value())
                      .put("delegatedAssigneeUserId", c.to().value())));
      case Change.ExpressionFailed c ->
          List.of(
              Happening.error(
                  "expressionPolicyStepError",
                  Json.object().put("error", c.error() + " (" + c.expression() + ")")));
      case Change.Escalated c ->
          List.of(Happening.of("slaEscalation", Json.object().put("message", told(c.outcome()))));
      case Change.WaitGoesOn c -> List.of();
      case Change.FormAnswered c ->
          List.of(
              action("UPDATE_REQUEST_DATA", c.stepId().value(), version),
              Happening.of("formInstanceChange", Json.object().put("isValid", true)));
      case Change.PolicyRestarted c ->
          List.of(
              action("RESTART", TaskJson.text(c.oldStepId()), version),
              Happening.of(
                  "taskRestarted",
                  Json.object().put("oldPolicyStepId", TaskJson.text(c.oldStepId()))));
      case Change.PolicyReplaced c -> replaced(c, version);
      case Change.GrantDurationChanged c ->
          List.of(
              action("UPDATE_GRANT_DURATION", "", version),
              Happening.of(
                  "grantDurationUpdated",
                  Json.object().put("duration", Durations.format(c.duration()))));
      case Change.CommentAdded c -> List.of(comment(c, version));
      case Change.CloseRequested c -> List.of(action("CLOSE", "", version));
      case Change.WatcherAdded c -> List.of();
      case Change.OffboardingAdvanced c -> List.of();
      case Change.TaskParked c ->
          List.of(Happening.error("policyEvaluationStep", note("Parked: " + c.reason())));
      case Change.TaskResumed c ->
          List.of(Happening.of("policyEvaluationStep", note("The engine goes on with the task.")));
      case Change.TaskClosed c -> closed(version);
    };
  }

  private static List<Happening> started(StepInstance step, Version version) {
    return switch (step) {
      case StepInstance.Approval s ->
          List.of(
              Happening.of(
                  "approvalInstanceChange",
                  Json.object().set("instance", TaskJson.step(version.task(), s).get("approval"))));
      case StepInstance.Provision s ->
          s.byHand()
              ? List.of()
              : List.of(
                  Happening.of(
                      "connectorActionsStart", Json.object().put("policyStepId", s.id().value())));
      // Over as soon as they are reached: their end is told.
      case StepInstance.Accept s -> List.of();
      case StepInstance.Reject s -> List.of();
      case StepInstance.Wait s -> List.of(waiting(s));
      case StepInstance.Form s -> List.of();
    };
  }

  private static Happening waiting(StepInstance.Wait step) {
    ObjectNode content = Json.object().put("stepId", step.id().value());
    return switch (step.definition().until()) {
      case WaitUntil.Condition u ->
          Happening.of("waitStepWaiting", content.put("condition", u.expression()));
      case WaitUntil.Passed u -> untilTime(step, content);
      case WaitUntil.TimeOfDay u -> untilTime(step, content);
    };
  }

  private static Happening untilTime(StepInstance.Wait step, ObjectNode content) {
    Instant until = step.until();
    return Happening.of(
        "waitStepUntilTime",
        until == null ? content : content.put("untilTime", Timestamps.format(until)));
  }

  private static String told(Escalation.Outcome outcome) {
    return "Nobody answered in time: "
        + switch (outcome) {
          case Escalation.ReplacePolicy o -> "another policy decides.";
          case Escalation.ReassignToApprovers o -> "others are asked.";
          case Escalation.CancelTicket o -> "the task is cancelled.";
          case Escalation.SkipStep o -> "the step is left out.";
        };
  }

  private static List<Happening> replaced(Change.PolicyReplaced change, Version version) {
    String oldStep = TaskJson.text(change.oldStepId());
    ObjectNode content = Json.object().put("oldPolicyStepId", oldStep);
    List<Happening> told = new ArrayList<>();
    switch (change.cause()) {
      case RESET -> {
        told.add(action("HARD_RESET", oldStep, version));
        told.add(Happening.of("hardReset", content));
      }
      case EMERGENCY -> {
        told.add(action("ESCALATE_TO_EMERGENCY_ACCESS", oldStep, version));
        told.add(
            Happening.of(
                "taskEscalated", content.put("oldPolicyId", change.oldPolicyId().value())));
      }
      case ESCALATION -> {
        // The escalation itself is told.
      }
    }
    if (!change.policy().id().equals(change.oldPolicyId())) {
      told.add(
          Happening.of(
              "policyChanged",
              Json.object()
                  .put("oldPolicyId", change.oldPolicyId().value())
                  .put("newPolicyId", change.policy().id().value())));
    }
    return told;
  }

  private static Happening tried(Change.RuleTried change) {
    PolicyId other = change.otherPolicyId();
    ObjectNode result =
        Json.object()
            .put("policyId", change.policyId().value())
            .put("condition", change.condition())
            .put("conditionMatched", change.matched())
            .put("defaultCondition", change.ofBaseline())
            .put("error", change.error())
            .put("chainDepth", change.depth())
            .put("policyKey", change.stepKey() == null ? "" : change.stepKey())
            .put("outcomePolicyId", other == null ? "" : other.value());
    return new Happening("conditionalPolicyExecutionResult", result, !change.error().isEmpty());
  }

  private static List<Happening> moved(Change.AttemptMoved change, Version version) {
    if (change.state() != AttemptState.RETRYING) {
      return List.of();
    }
    ObjectNode result = actionResult(version);
    result.putObject("pending").put("pendingReason", "It failed for now and is tried again.");
    return List.of(Happening.of("actionResult", result));
  }

  private static Happening comment(Change.CommentAdded change, Version version) {
    return Happening.of(
        Happening.COMMENT,
        Json.object()
            .put("comment", change.text())
            .put("updatedAt", Timestamps.format(version.audit().at()))
            .put("updatedBy", change.by() == null ? "" : change.by().value()));
  }

  private static List<Happening> closed(Version version) {
    List<Happening> told = new ArrayList<>();
    told.add(Happening.of("stateChange", Json.object().put("previousState", "TASK_STATE_OPEN")));
    switch (version.task().subject()) {
      case Subject.Grant s -> told.add(outcome("grant", version));
      case Subject.Revoke s -> told.add(outcome("revoke", version));
      case Subject.Offboarding s -> {
        // The API has no entry for how an offboarding ended; the task itself says it.
      }
    }
    return told;
  }

  private static Happening outcome(String type, Version version) {
    String outcome = version.after().path("type").path(type).path("outcome").asString("");
    ObjectNode content = Json.object().put("outcome", outcome);
    return new Happening(type + "Outcome", content, outcome.endsWith("_ERROR"));
  }

  /** Somebody did something; its id is the one that was answered to whoever did it. */
  static Happening action(String type, String stepId, Version version) {
    String at = Timestamps.format(version.audit().at());
    ObjectNode action =
        Json.object()
            .put("actionType", "TASK_ACTION_TYPE_" + type)
            .put("id", version.audit().commandId())
            .put("policyStepId", stepId)
            .put("createdAt", at)
            .put("updatedAt", at)
            .put("userId", version.audit().userId() == null ? "" : version.audit().userId());
    return Happening.of("actionSubmitted", Json.object().set("action", action));
  }

  /** What a connector was asked to do. */
  static ObjectNode actionResult(Version version) {
    return switch (version.task().subject()) {
      case Subject.Access s ->
          Json.object()
              .put("appId", s.entitlement().appId().value())
              .put("appEntitlementId", s.entitlement().id().value());
      case Subject.Offboarding s -> Json.object();
    };
  }

  private static ObjectNode note(String sentence) {
    return Json.object().put("stepComment", sentence);
  }
}
