package dev.gatehouse.model.policy;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Approvers.AgentFailure;
import dev.gatehouse.core.policy.Approvers.AgentMode;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An approval by an agent ({@code c1.api.policy.v1.AgentApproval}), both ways. */
final class AgentJson {
  private static final String MODE = "APPROVAL_AGENT_MODE_";
  private static final String FAILURE = "APPROVAL_AGENT_FAILURE_ACTION_";
  private static final String UNSPECIFIED = "UNSPECIFIED";

  private AgentJson() {}

  /** Without a mode an agent may comment; without a failure action the super admins are asked. */
  static Approvers.Agent read(JsonNode agent, String path) {
    AgentFailure failure =
        AgentFailure.valueOf(
            name(
                agent.path("agentFailureAction"),
                FAILURE,
                AgentFailure.REASSIGN_TO_SUPER_ADMINS.name()));
    Approvers.Agent read =
        new Approvers.Agent(
            AgentMode.valueOf(name(agent.path("agentMode"), MODE, AgentMode.COMMENT_ONLY.name())),
            failure,
            agent.path("instructions").asString(""),
            agent
                .path("policyIds")
                .valueStream()
                .map(JsonNode::asString)
                .filter(id -> !id.isBlank())
                .map(PolicyId::new)
                .toList(),
            StepJson.users(agent.path("reassignToUserIds")),
            agent.path("agentUserId").asString(""));
    if (failure == AgentFailure.REASSIGN_TO_USERS && read.users().isEmpty()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected %s.reassignToUserIds to name at least one person, but it was empty."
              .formatted(path));
    }
    return read;
  }

  private static String name(JsonNode value, String prefix, String otherwise) {
    String text = value.asString("");
    String name = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    return name.isEmpty() || name.equals(UNSPECIFIED) ? otherwise : name;
  }

  static ObjectNode write(Approvers.Agent agent) {
    ObjectNode json =
        Json.object()
            .put("agentMode", MODE + agent.mode())
            .put("agentFailureAction", FAILURE + agent.failure())
            .put("instructions", agent.instructions())
            .put("agentUserId", agent.agentUserId());
    ArrayNode policies = Json.array();
    agent.policyIds().forEach(id -> policies.add(id.value()));
    json.set("policyIds", policies);
    json.set("reassignToUserIds", StepJson.users(agent.users()));
    return json;
  }
}
