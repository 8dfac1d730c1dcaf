package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Steps in which the requester is asked for more. */
class ITForms {
  private static final String ORGANISATION =
      """
      source: forms
      users:
      - {id: ida, email: ida@example.com, displayName: Ida}
      - {id: jon, email: jon@example.com, displayName: Jon}
      policies:
      - id: ask-more
        displayName: Ask more
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [
          {form: {form: {displayName: About it, fields: [
            {name: reason, required: true, stringField: {rules: {minLen: "5"}, textField: {multiline: true}}},
            {name: days, int64Field: {defaultValue: "3", numberField: {minValue: "1", maxValue: "30"}}},
            {name: cost, stringField: {selectField: {options: [{value: low}, {value: high}]}}},
            {name: budget, stringField: {}}],
            fieldRelationships: [{fieldNames: [budget], dependentOn: {dependencyFieldNames: [cost]}}]}}},
          {approval: {users: {userIds: [jon]}}}]}}
      apps:
      - id: bank
        displayName: Bank
        connectors: [{id: bank-fast, kind: instant, config: {}}]
        appUsers: [{id: bank-ida, user: ida, username: ida}]
        entitlements:
        - {id: vault, displayName: Vault, grantPolicyId: ask-more,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: bank-fast}}}}
        - {id: safe, displayName: Safe, grantPolicyId: ask-more}
      """;

  private static Installation gatehouse;
  private static Client api;
  private static String root;
  private static String ida;
  private static String jon;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    gatehouse.bringIn(ORGANISATION);
    api = gatehouse.api();
    root = gatehouse.token("root");
    ida = gatehouse.token("ida");
    jon = gatehouse.token("jon");
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static JsonNode ask(String entitlement) {
    ObjectNode request = gatehouse.access("bank", entitlement);
    return api.post(ida, "/api/v1/task/grant", request).task();
  }

  private static Client.Answer fillIn(String token, JsonNode task, ObjectNode data) {
    ObjectNode body = Json.object();
    body.set("data", data);
    return api.post(
        token, "/api/v1/tasks/" + task.path("id").asString() + "/action/update-request-data", body);
  }

  private static List<String> actions(String token, JsonNode task) {
    return api.get(token, "/api/v1/tasks/" + task.path("id").asString())
        .task()
        .path("actions")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void theRequesterAnswersAndTheAnswersStayWithTheTask() {
    JsonNode task = ask("vault");
    assertThat(task.at("/policy/current/form/state").asString())
        .isEqualTo("FORM_INSTANCE_STATE_WAITING");
    assertThat(task.at("/form/fields/0/name").asString()).isEqualTo("reason");
    assertThat(task.path("stepApproverIds").path(0).asString()).isEqualTo(gatehouse.id("user/ida"));
    assertThat(actions(ida, task)).contains("TASK_ACTION_TYPE_UPDATE_REQUEST_DATA");
    assertThat(actions(root, task)).doesNotContain("TASK_ACTION_TYPE_UPDATE_REQUEST_DATA");

    JsonNode answered =
        fillIn(ida, task, Json.object().put("reason", "I count the gold.").put("cost", "low"))
            .task();

    assertThat(answered.at("/policy/history/0/form/completed/userId").asString())
        .isEqualTo(gatehouse.id("user/ida"));
    assertThat(answered.at("/data").toString())
        .isEqualTo("{\"reason\":\"I count the gold.\",\"days\":3,\"cost\":\"low\"}");
    assertThat(answered.at("/form").isNull()).isTrue();

    ObjectNode yes =
        Json.object().put("policyStepId", answered.at("/policy/current/id").asString());
    api.post(jon, "/api/v1/tasks/" + task.path("id").asString() + "/action/approve", yes).task();
    JsonNode closed =
        api.await(
            root,
            task.path("id").asString(),
            t -> t.path("state").asString().equals("TASK_STATE_CLOSED"));
    assertThat(closed.at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_GRANTED");
    assertThat(api.history(root, task))
        .anyMatch(entry -> entry.at("/formInstanceChange/isValid").asBoolean(false));
  }

  @Test
  void answersThatDoNotFitAreRefusedAllAtOnce() {
    JsonNode task = ask("safe");

    fillIn(ida, task, Json.object().put("reason", "No.").put("days", 31).put("budget", "b"))
        .refused(
            400,
            3,
            "Expected data.reason to have at least 5 characters. Expected data.days to be at most"
                + " 30. Expected budget only along with cost.");
    fillIn(ida, task, Json.object())
        .refused(400, 3, "Expected data.reason, which the form requires.");
    fillIn(jon, task, Json.object().put("reason", "I count it.")).refused(404, 5, "");
    fillIn(root, task, Json.object().put("reason", "I count it."))
        .refused(403, 7, "whoever is asked to fill in the form");
  }

  @Test
  void aFormThatNobodyCouldFillInIsNotSaved() {
    String policy =
        """
        {"displayName": "Odd", "policyType": "POLICY_TYPE_GRANT", "policySteps": {"grant": {"steps": [
          {"form": {"form": {"fields": [{"name": "a", "stringField": {"rules": {"pattern": "("}}}]}}}]}}}
        """;

    api.post(root, "/api/v1/policies", (ObjectNode) Json.mapper().readTree(policy))
        .refused(400, 3, "the pattern of a to be a regular expression of RE2");
  }
}
