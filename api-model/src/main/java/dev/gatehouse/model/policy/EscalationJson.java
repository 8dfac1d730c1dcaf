package dev.gatehouse.model.policy;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of an approval step in the end ({@code c1.api.policy.v1.Escalation}), both ways. The
 * time is in whole seconds.
 */
public final class EscalationJson {
  private static final long MOST_SECONDS = Duration.ofDays(366).toSeconds();

  private EscalationJson() {}

  static Escalation read(JsonNode escalation, String path) {
    long seconds = escalation.path("expiration").asLong(0);
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw refused(
          "Expected %s.expiration to be 1 to %d seconds, but it was %d."
              .formatted(path, MOST_SECONDS, seconds));
    }
    return new Escalation(
        Duration.ofSeconds(seconds),
        outcome(escalation, path),
        escalation.path("escalationComment").asString(""));
  }

  private static Escalation.Outcome outcome(JsonNode escalation, String path) {
    if (escalation.hasNonNull("replacePolicy")) {
      String id = escalation.path("replacePolicy").path("policyId").asString("");
      if (id.isBlank()) {
        throw refused(
            "Expected %s.replacePolicy.policyId to name a policy, but it was blank."
                .formatted(path));
      }
      return new Escalation.ReplacePolicy(new PolicyId(id));
    }
    if (escalation.hasNonNull("reassignToApprovers")) {
      List<UserId> people =
          StepJson.users(escalation.path("reassignToApprovers").path("approverIds"));
      if (people.isEmpty()) {
        throw refused(
            "Expected %s.reassignToApprovers.approverIds to name at least one person, but it was empty."
                .formatted(path));
      }
      return new Escalation.ReassignToApprovers(people);
    }
    if (escalation.hasNonNull("cancelTicket")) {
      return new Escalation.CancelTicket();
    }
    if (escalation.hasNonNull("skipStep")) {
      return new Escalation.SkipStep();
    }
    throw refused(
        "Expected %s to be one of replacePolicy, reassignToApprovers, cancelTicket and skipStep, but it was none of them."
            .formatted(path));
  }

  static ObjectNode write(Escalation escalation) {
    return outcome(
        Json.object().put("expiration", Long.toString(escalation.after().toSeconds())), escalation);
  }

  /** What happens in the end and what is said then, as a step that was reached shows it too. */
  public static ObjectNode outcome(ObjectNode json, Escalation escalation) {
    json.put("escalationComment", escalation.comment());
    switch (escalation.outcome()) {
      case Escalation.ReplacePolicy o ->
          json.set("replacePolicy", Json.object().put("policyId", o.policyId().value()));
      case Escalation.ReassignToApprovers o ->
          json.set(
              "reassignToApprovers",
              Json.object().set("approverIds", StepJson.users(o.approvers())));
      case Escalation.CancelTicket o -> json.set("cancelTicket", Json.object());
      case Escalation.SkipStep o -> json.set("skipStep", Json.object());
    }
    return json;
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
