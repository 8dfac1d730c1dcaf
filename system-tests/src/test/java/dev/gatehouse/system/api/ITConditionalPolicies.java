package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests whose steps depend on who asks for what. */
class ITConditionalPolicies {
  private static final String ORGANISATION =
      """
      source: conditions
      users:
      - {id: sal, email: sal@example.com, displayName: Sal, department: Sales, managers: [mo]}
      - {id: con, email: con@contract.example.com, displayName: Con, managers: [mo]}
      - {id: eng, email: eng@example.com, displayName: Eng, department: Research}
      - {id: mo, email: mo@example.com, displayName: Mo}
      - {id: ola, email: ola@example.com, displayName: Ola}
      - {id: tea, email: tea@example.com, displayName: Tea}
      policies:
      - id: layered
        displayName: Layered
        policyType: POLICY_TYPE_GRANT
        policySteps:
          grant: {steps: [{approval: {users: {userIds: [tea]}}}]}
          sales: {steps: [{approval: {users: {userIds: [ola]}}}]}
        rules:
        - {condition: "subject.department == 'Sales'", stepKey: sales}
        - {condition: "subject.profile.level > 3", stepKey: sales}
        - {condition: "subject.email.endsWith('@contract.example.com')", policyId: by-manager}
      - id: by-manager
        displayName: By manager
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {manager: {}}}]}}
      apps:
      - id: lab
        displayName: Lab
        owners: [ola]
        connectors: [{id: lab-fast, kind: instant, config: {}}]
        entitlements:
        - {id: keys, displayName: Keys, grantPolicyId: layered,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: lab-fast}}},
           externalIds: {lab-fast: "keys"}}
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

  private static JsonNode request(String person) {
    ObjectNode request =
        gatehouse.access("lab", "keys").put("identityUserId", gatehouse.id("user/" + person));
    return api.post(gatehouse.token("root"), "/api/v1/task/grant", request).task();
  }

  private static List<String> asked(JsonNode task) {
    return task.path("stepApproverIds").valueStream().map(JsonNode::asString).toList();
  }

  @ParameterizedTest
  @CsvSource({"sal,ola", "con,mo", "eng,tea"})
  void whoIsAskedDependsOnWhoAsks(String person, String approver) {
    assertThat(asked(request(person))).containsExactly(gatehouse.id("user/" + approver));
  }

  @Test
  void theHistoryTellsWhichRulesWereTried() {
    JsonNode task = request("mo");
    List<JsonNode> tried =
        api.history(gatehouse.token("root"), task).stream()
            .map(entry -> entry.path("conditionalPolicyExecutionResult"))
            .filter(JsonNode::isObject)
            .toList();

    assertThat(tried).hasSize(4);
    assertThat(tried.stream().filter(each -> each.path("conditionMatched").asBoolean()))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("defaultCondition").asBoolean()).isTrue();
              assertThat(each.path("policyKey").asString()).isEqualTo("grant");
              assertThat(each.path("policyId").asString())
                  .isEqualTo(gatehouse.id("policy/layered"));
            });
    assertThat(tried.stream().filter(each -> !each.path("error").asString().isEmpty()))
        .singleElement()
        .satisfies(each -> assertThat(each.path("condition").asString()).contains("profile.level"));
  }
}
