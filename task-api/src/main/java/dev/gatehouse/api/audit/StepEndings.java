package dev.gatehouse.api.audit;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.task.TaskJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API tells of the end of a step. */
final class StepEndings {
  private StepEndings() {}

  static List<Happening> of(Change.StepEnded change, Version version) {
    String stepId = change.stepId().value();
    return switch (change.outcome()) {
      case StepOutcome.Approved o ->
          List.of(
              o.automatically()
                  ? Happening.of("approvedAutomatically")
                  : Happenings.action("APPROVE", stepId, version),
              approval(change, version));
      case StepOutcome.Denied o ->
          List.of(Happenings.action("DENY", stepId, version), approval(change, version));
      case StepOutcome.Completed o ->
          o.by() == null
              ? byConnector(change, version)
              : List.of(Happenings.action("PROVISION_COMPLETE", stepId, version));
      case StepOutcome.Cancelled o -> List.of(cancelled(change, version));
      case StepOutcome.Errored o ->
          List.of(Happening.error("provisionError", Json.object().put("error", o.description())));
      case StepOutcome.ReassignedByError o -> reassigned(change, o, version);
      case StepOutcome.Skipped o -> skipped(stepId, o, version);
      case StepOutcome.Reassigned o -> handedOn(change, o, version);
      case StepOutcome.Restarted o -> List.of(); // the restart itself is told
      case StepOutcome.Accepted o -> List.of(Happening.of("approvalAutoAcceptedByPolicy"));
      case StepOutcome.Rejected o -> List.of(Happening.of("approvalAutoRejectedByPolicy"));
      case StepOutcome.Waited o ->
          List.of(waitEnd("waitStepSuccess", "succeededAt", o.at(), change, version));
      case StepOutcome.FilledIn o -> List.of();
      case StepOutcome.TimedOut o ->
          List.of(waitEnd("waitStepTimedOut", "timedOutAt", o.at(), change, version));
    };
  }

  /** Nobody's doing where the policy says that nobody has to be asked, or nobody answered. */
  private static List<Happening> skipped(
      String stepId, StepOutcome.Skipped outcome, Version version) {
    Happening skipped =
        Happening.of("stepSkipped", Json.object().put("skippedBy", TaskJson.text(outcome.by())));
    return outcome.by() == null
        ? List.of(skipped)
        : List.of(Happenings.action("SKIP_STEP", stepId, version), skipped);
  }

  private static Happening waitEnd(
      String kind, String when, Instant at, Change.StepEnded change, Version version) {
    String condition = version.step(change.stepId()).at("/wait/condition/condition").asString("");
    return Happening.of(
        kind,
        Json.object()
            .put("stepId", change.stepId().value())
            .put("condition", condition)
            .put(when, Timestamps.format(at)));
  }

  private static Happening approval(Change.StepEnded change, Version version) {
    ObjectNode content = Json.object();
    JsonNode instance = version.step(change.stepId()).path("approval");
    if (instance.isObject()) {
      content.set("instance", instance);
    }
    return Happening.of("approvalInstanceChange", content);
  }

  private static List<Happening> byConnector(Change.StepEnded change, Version version) {
    ObjectNode result = result(change, version);
    result.putObject("success");
    return List.of(Happening.of("actionResult", result), connectorEnd(change));
  }

  private static Happening cancelled(Change.StepEnded change, Version version) {
    JsonNode step = version.step(change.stepId());
    return step.path("wait").isObject()
        ? Happening.of("stepSkipped")
        : step.path("approval").isObject()
            ? approval(change, version)
            : Happening.of("provisionCancelled");
  }

  /** A machine failed, so that a person does it instead. */
  private static List<Happening> reassigned(
      Change.StepEnded change, StepOutcome.ReassignedByError outcome, Version version) {
    ObjectNode result = result(change, version);
    result.putObject("error").put("errorCount", "1").put("errorReason", outcome.description());
    List<Happening> told = new ArrayList<>();
    told.add(Happening.error("actionResult", result));
    told.add(connectorEnd(change));
    told.add(Happening.error("provisionError", Json.object().put("error", outcome.description())));
    told.add(Happening.of("provisionReassigned", people(change, outcome.next(), version)));
    return told;
  }

  /** A connector is asked again, or other people are. */
  private static List<Happening> handedOn(
      Change.StepEnded change, StepOutcome.Reassigned outcome, Version version) {
    String stepId = change.stepId().value();
    if (version.started(outcome.next()).orElse(null) instanceof StepInstance.Provision next
        && !next.byHand()) {
      return List.of(Happenings.action("RETRY_PROVISIONING", stepId, version));
    }
    String kind =
        version.step(change.stepId()).path("approval").isObject()
            ? "approvalReassigned"
            : "provisionReassigned";
    Happening handed = Happening.of(kind, people(change, outcome.next(), version));
    return outcome.by() == null
        ? List.of(handed)
        : List.of(Happenings.action("REASSIGN", stepId, version), handed);
  }

  private static ObjectNode people(Change.StepEnded change, StepId next, Version version) {
    ObjectNode people =
        Json.object()
            .put("oldPolicyStepId", change.stepId().value())
            .put("newPolicyStepId", next.value());
    people.set("newUsers", version.asked(next));
    return people;
  }

  private static ObjectNode result(Change.StepEnded change, Version version) {
    String connector =
        version
            .step(change.stepId())
            .at("/provision/provision/provisionPolicy/connector/defaultBehavior/connectorId")
            .asString("");
    return Happenings.actionResult(version).put("connectorId", connector);
  }

  private static Happening connectorEnd(Change.StepEnded change) {
    return Happening.of(
        "connectorActionsEnd", Json.object().put("policyStepId", change.stepId().value()));
  }
}
