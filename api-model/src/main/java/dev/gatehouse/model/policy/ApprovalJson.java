package dev.gatehouse.model.policy;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.Fallback;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An approval step ({@code c1.api.policy.v1.Approval}), both ways. */
public final class ApprovalJson {
  private static final List<String> KINDS =
      List.of(
          "users",
          "manager",
          "appOwners",
          "entitlementOwners",
          "resourceOwners",
          "self",
          "group",
          "expression",
          "agent");

  private ApprovalJson() {}

  static PolicyStep.Approval read(JsonNode approval, String path) {
    if (!approval.path("requiresStepUpProviderId").asString("").isEmpty()) {
      throw PolicyReader.unsupported(
          path + ".requiresStepUpProviderId", "step-up is not run by this version");
    }
    return new PolicyStep.Approval(
        approvers(approval, path),
        approval.path("allowReassignment").asBoolean(false),
        StepJson.users(approval.path("allowedReassignees")),
        approval.path("allowDelegation").asBoolean(false),
        approval.path("requireApprovalReason").asBoolean(false),
        approval.path("requireDenialReason").asBoolean(false),
        approval.path("requireReassignmentReason").asBoolean(false),
        approval.path("escalationEnabled").asBoolean(false)
            ? EscalationJson.read(approval.path("escalation"), path + ".escalation")
            : null);
  }

  private static Approvers approvers(JsonNode approval, String path) {
    for (String kind : KINDS) {
      if (approval.hasNonNull(kind)) {
        return approvers(kind, approval.get(kind), path);
      }
    }
    String given = approval.hasNonNull("webhook") ? "webhook" : "none of them";
    throw new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected %s to ask one of %s, which this version runs, but it was %s."
            .formatted(path, String.join(", ", KINDS), given));
  }

  private static Approvers approvers(String kind, JsonNode body, String path) {
    boolean self = body.path("allowSelfApproval").asBoolean(false);
    boolean distinct = body.path("requireDistinctApprovers").asBoolean(false);
    return switch (kind) {
      case "users" -> {
        var users = StepJson.users(body.path("userIds"));
        if (users.isEmpty()) {
          throw new ApiException(
              Code.INVALID_ARGUMENT,
              "Expected %s.users.userIds to name at least one person, but it was empty."
                  .formatted(path));
        }
        yield new Approvers.Users(users, self, distinct);
      }
      case "manager" -> new Approvers.Manager(self, distinct, fallback(body));
      case "appOwners" -> new Approvers.AppOwners(self, distinct);
      case "entitlementOwners" -> new Approvers.EntitlementOwners(self, distinct, fallback(body));
      case "resourceOwners" -> new Approvers.ResourceOwners(self, distinct, fallback(body));
      case "self" -> new Approvers.Self(true, fallback(body)); // it asks the subject, so they may
      case "group" -> new Approvers.Group(group(body, path), self, distinct, fallback(body));
      case "expression" ->
          new Approvers.Expression(expressions(body, path), self, distinct, fallback(body));
      case "agent" -> AgentJson.read(body, path + ".agent");
      default -> throw new IllegalStateException("KINDS and this switch name the same kinds");
    };
  }

  private static EntitlementRef group(JsonNode body, String path) {
    String app = body.path("appId").asString("");
    String id = body.path("appGroupId").asString("");
    if (app.isBlank() || id.isBlank()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected %s.group to name an entitlement by appId and appGroupId, but one of them was blank."
              .formatted(path));
    }
    return new EntitlementRef(new AppId(app), new EntitlementId(id));
  }

  private static List<String> expressions(JsonNode body, String path) {
    List<String> texts =
        body.path("expressions")
            .valueStream()
            .map(JsonNode::asString)
            .filter(text -> !text.isBlank())
            .toList();
    if (texts.isEmpty()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected %s.expression.expressions to hold at least one expression, but it was empty."
              .formatted(path));
    }
    return texts;
  }

  private static Fallback fallback(JsonNode body) {
    List<EntitlementRef> groups = new ArrayList<>();
    for (JsonNode group : body.path("fallbackGroupIds")) {
      groups.add(
          new EntitlementRef(
              new AppId(group.path("appId").asString()),
              new EntitlementId(group.path("appEntitlementId").asString())));
    }
    return new Fallback(
        body.path("fallback").asBoolean(false),
        StepJson.users(body.path("fallbackUserIds")),
        body.path("isGroupFallbackEnabled").asBoolean(false),
        groups);
  }

  /** The step in the form of the API; unset fields are left out. */
  public static ObjectNode write(PolicyStep.Approval step) {
    ObjectNode approval =
        Json.object()
            .put("allowReassignment", step.allowReassignment())
            .put("allowDelegation", step.allowDelegation())
            .put("requireApprovalReason", step.requireApprovalReason())
            .put("requireDenialReason", step.requireDenialReason())
            .put("requireReassignmentReason", step.requireReassignmentReason());
    approval.set("allowedReassignees", StepJson.users(step.allowedReassignees()));
    ObjectNode body = Json.object().put("allowSelfApproval", step.approvers().allowSelfApproval());
    switch (step.approvers()) {
      case Approvers.Users a -> {
        distinct(body, a).set("userIds", StepJson.users(a.users()));
        approval.set("users", body);
      }
      case Approvers.Manager a -> approval.set("manager", fallback(distinct(body, a), a));
      case Approvers.AppOwners a -> approval.set("appOwners", distinct(body, a));
      case Approvers.EntitlementOwners a ->
          approval.set("entitlementOwners", fallback(distinct(body, a), a));
      case Approvers.Self a -> approval.set("self", fallback(Json.object(), a));
      case Approvers.ResourceOwners a ->
          approval.set("resourceOwners", fallback(distinct(body, a), a));
      case Approvers.Group a ->
          approval.set(
              "group",
              fallback(distinct(body, a), a)
                  .put("appId", a.group().appId().value())
                  .put("appGroupId", a.group().id().value()));
      case Approvers.Expression a -> {
        ArrayNode texts = Json.array();
        a.expressions().forEach(texts::add);
        fallback(distinct(body, a), a).set("expressions", texts);
        approval.set("expression", body);
      }
      case Approvers.Agent a -> approval.set("agent", AgentJson.write(a));
    }
    Escalation escalation = step.escalation();
    approval.put("escalationEnabled", escalation != null);
    if (escalation != null) {
      approval.set("escalation", EscalationJson.write(escalation));
    }
    return approval;
  }

  private static ObjectNode distinct(ObjectNode body, Approvers approvers) {
    return body.put("requireDistinctApprovers", approvers.requireDistinctApprovers());
  }

  private static ObjectNode fallback(ObjectNode body, Approvers approvers) {
    Fallback fallback = approvers.fallback();
    ArrayNode groups = Json.array();
    fallback
        .groups()
        .forEach(
            g ->
                groups.add(
                    Json.object()
                        .put("appId", g.appId().value())
                        .put("appEntitlementId", g.id().value())));
    body.put("fallback", fallback.enabled());
    body.set("fallbackUserIds", StepJson.users(fallback.users()));
    body.put("isGroupFallbackEnabled", fallback.groupsEnabled());
    body.set("fallbackGroupIds", groups);
    return body;
  }
}
