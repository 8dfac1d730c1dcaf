package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request that is asked of people of every kind, one after the other. */
class ITApprovalKinds {
  private static final String ORGANISATION =
      """
      source: kinds
      users:
      - {id: ned, email: ned@example.com, displayName: Ned, managers: [lou]}
      - {id: kim, email: kim@example.com, displayName: Kim}
      - {id: lou, email: lou@example.com, displayName: Lou}
      - {id: mel, email: mel@example.com, displayName: Mel}
      - {id: nan, email: nan@example.com, displayName: Nan}
      - {id: oli, email: oli@example.com, displayName: Oli}
      - {id: pat, email: pat@example.com, displayName: Pat}
      - {id: quin, email: quin@example.com, displayName: Quin}
      - {id: rio, email: rio@example.com, displayName: Rio}
      policies:
      - id: everybody
        displayName: Everybody
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [
          {approval: {users: {userIds: [kim]}}},
          {approval: {manager: {}}},
          {approval: {appOwners: {}}},
          {approval: {entitlementOwners: {}}},
          {approval: {self: {}}},
          {approval: {group: {appId: mint, appGroupId: minters}}},
          {approval: {resourceOwners: {}}},
          {approval: {expression: {expressions: [
            "c1.directory.users.v1.GetManagers(appOwners[0])",
            "c1.directory.users.v1.FindByEmail('quin@example.com')"]}}},
          {approval: {agent: {agentFailureAction: APPROVAL_AGENT_FAILURE_ACTION_REASSIGN_TO_USERS,
                              reassignToUserIds: [rio]}}}]}}
      apps:
      - id: mint
        displayName: Mint
        owners: [mel]
        resourceTypes:
        - {id: vaults, displayName: Vaults, resources: [
            {id: vault, displayName: Vault, owners: [pat]}]}
        connectors: [{id: mint-fast, kind: instant, config: {}}]
        appUsers:
        - {id: mint-ned, user: ned, username: ned}
        - {id: mint-oli, user: oli, username: oli}
        entitlements:
        - {id: minters, displayName: Minters, grants: [{appUser: mint-oli}]}
        - {id: coins, displayName: Coins, owners: [nan], grantPolicyId: everybody,
           appResourceTypeId: vaults, appResourceId: vault,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: mint-fast}}},
           externalIds: {mint-fast: "coins"}}
      """;

  private static Installation gatehouse;
  private static Client api;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    gatehouse.bringIn(ORGANISATION);
    api = gatehouse.api();
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static String id(String person) {
    return gatehouse.id("user/" + person);
  }

  private static ObjectNode onStep(JsonNode task) {
    return Json.object().put("policyStepId", task.at("/policy/current/id").asString());
  }

  @Test
  void eachKindOfApproverIsAskedInTurnAndNobodyElseMayAnswer() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("users", "kim");
    asked.put("manager", "lou");
    asked.put("appOwners", "mel");
    asked.put("entitlementOwners", "nan");
    asked.put("self", "ned");
    asked.put("group", "oli");
    asked.put("resourceOwners", "pat");
    asked.put("expression", "quin");
    asked.put("agent", "rio");
    ObjectNode request = gatehouse.access("mint", "coins").put("identityUserId", id("ned"));
    JsonNode task = api.post(gatehouse.token("root"), "/api/v1/task/grant", request).task();
    String approve = "/api/v1/tasks/" + task.path("id").asString() + "/action/approve";

    for (Map.Entry<String, String> step : asked.entrySet()) {
      JsonNode approval = task.at("/policy/current/approval");
      assertThat(approval.path("approval").path(step.getKey()).isObject())
          .as(step.getKey() + ": " + approval)
          .isTrue();
      assertThat(approval.path("state").asString()).isEqualTo("APPROVAL_INSTANCE_STATE_WAITING");
      assertThat(texts(task.path("stepApproverIds"))).containsExactly(id(step.getValue()));
      if (List.of("manager", "self", "expression").contains(step.getKey())) {
        assertThat(texts(approval.at("/approval/" + step.getKey() + "/assignedUserIds")))
            .containsExactly(id(step.getValue()));
      }
      api.post(gatehouse.token("root"), approve, onStep(task))
          .refused(403, 7, "Expected one of the step's approvers to approve");
      task = api.post(gatehouse.token(step.getValue()), approve, onStep(task)).task();
    }

    JsonNode granted =
        api.await(
            gatehouse.token("ned"),
            task.path("numericId").asString(),
            t -> t.path("state").asString().equals("TASK_STATE_CLOSED"));
    assertThat(granted.at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_GRANTED");
    assertThat(
            granted
                .at("/policy/history")
                .valueStream()
                .limit(asked.size())
                .map(done -> done.at("/approval/approved/userId").asString()))
        .containsExactlyElementsOf(asked.values().stream().map(ITApprovalKinds::id).toList());
    assertThat(texts(granted.path("approverIds")))
        .containsExactlyInAnyOrderElementsOf(
            asked.values().stream().map(ITApprovalKinds::id).toList());
    assertThat(granted.path("stepApproverIds")).isEmpty();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
