package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told of a request before it is made is what happens once it is. */
class ITExplain {
  private static final String EXPLAIN = "/gatehouse/v1/policies/explain";
  private static final String GRANT = "/api/v1/task/grant";
  private static final String ORGANISATION =
      """
      source: explain
      users:
      - {id: ned, email: ned@example.com, displayName: Ned, department: Sales, managers: [lou]}
      - {id: con, email: con@example.com, displayName: Con, department: Research}
      - {id: kim, email: kim@example.com, displayName: Kim, delegate: {user: rio}}
      - {id: lou, email: lou@example.com, displayName: Lou}
      - {id: mel, email: mel@example.com, displayName: Mel}
      - {id: nan, email: nan@example.com, displayName: Nan}
      - {id: oli, email: oli@example.com, displayName: Oli}
      - {id: pat, email: pat@example.com, displayName: Pat}
      - {id: quin, email: quin@example.com, displayName: Quin}
      - {id: rio, email: rio@example.com, displayName: Rio}
      - {id: rob, email: rob@example.com, displayName: Rob, roles: [READ_ONLY_ADMIN]}
      policies:
      - id: everybody
        displayName: Everybody
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [
          {approval: {allowDelegation: true, users: {userIds: [kim]}}},
          {approval: {manager: {}}},
          {approval: {appOwners: {}}},
          {approval: {entitlementOwners: {}}},
          {approval: {expression: {expressions: ["c1.directory.users.v1.GetManagers(appOwners[0])"]}}},
          {approval: {group: {appId: mint, appGroupId: minters}}},
          {approval: {resourceOwners: {}}},
          {approval: {expression: {expressions: [
            "c1.directory.users.v1.FindByEmail('nobody@example.com')",
            "c1.directory.users.v1.FindByEmail('quin@example.com')"]}}},
          {approval: {resourceOwners: {requireDistinctApprovers: true}}}]}}
      - id: layered
        displayName: Layered
        policyType: POLICY_TYPE_GRANT
        policySteps:
          grant: {steps: [{approval: {users: {userIds: [oli]}}}]}
          deep: {steps: [{approval: {users: {userIds: [pat]}}}]}
        rules:
        - {condition: "subject.profile.level > 3", stepKey: deep}
        - {condition: "subject.department == 'Sales'", policyId: for-sales}
      - id: for-sales
        displayName: For sales
        policyType: POLICY_TYPE_GRANT
        policySteps:
          grant: {steps: [{reject: {rejectMessage: "Ask others."}}]}
          led: {steps: [{approval: {manager: {}}}, {accept: {acceptMessage: "Fine."}},
                        {approval: {users: {userIds: [oli]}}}]}
        rules:
        - {condition: "has(subject.manager)", stepKey: led}
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
        - {id: keys, displayName: Keys, grantPolicyId: layered,
           provisionerPolicy: {manual: {userIds: [rio], instructions: "Hand one over."}}}
        - {id: seals, displayName: Seals, grantPolicyId: layered,
           provisionerPolicy: {manual: {userIds: [rio], instructions: "Hand one over."}}}
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

  private static ObjectNode request(String entitlement, String person) {
    return gatehouse.access("mint", entitlement).put("identityUserId", id(person));
  }

  private static Client.Answer explain(String caller, ObjectNode request) {
    ObjectNode body = Json.object();
    body.set("request", request);
    return api.post(gatehouse.token(caller), EXPLAIN, body);
  }

  private static Client.Answer explainTask(String caller, JsonNode task) {
    ObjectNode body = Json.object().put("taskId", task.path("id").asString());
    return api.post(gatehouse.token(caller), EXPLAIN, body);
  }

  private static JsonNode told(Client.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Each step in a line: its kind, what becomes of it, and who is asked. */
  private static List<String> lines(JsonNode explanation) {
    return explanation
        .path("steps")
        .valueStream()
        .map(
            step -> {
              assertThat(step.path("policyStep").path(step.path("kind").asString()).isObject())
                  .as(step.toString())
                  .isTrue();
              assertThat(step.path("reason").asString()).isNotEmpty();
              return Stream.concat(
                      Stream.of(step.path("kind").asString(), step.path("outcome").asString()),
                      step.path("approvers")
                          .valueStream()
                          .map(each -> name(each.path("userId").asString())))
                  .toList();
            })
        .map(parts -> String.join(" ", parts))
        .toList();
  }

  private static String name(String userId) {
    return Stream.of("ned", "con", "kim", "lou", "mel", "nan", "oli", "pat", "quin", "rio", "root")
        .filter(each -> id(each).equals(userId))
        .findFirst()
        .orElse(userId);
  }

  private static List<String> asked(JsonNode task) {
    return task.path("stepApproverIds").valueStream().map(each -> name(each.asString())).toList();
  }

  private static JsonNode approve(JsonNode task, String person) {
    ObjectNode body = Json.object().put("policyStepId", task.at("/policy/current/id").asString());
    String path = "/api/v1/tasks/" + task.path("id").asString() + "/action/approve";
    return api.post(gatehouse.token(person), path, body).task();
  }

  @Test
  void whoIsAskedWhenAndWhyIsToldBeforeTheRequestIsMade() {
    JsonNode explanation = told(explain("ned", request("coins", "ned")));

    assertThat(explanation.path("policyId").asString()).isEqualTo(gatehouse.id("policy/everybody"));
    assertThat(lines(explanation))
        .containsExactly(
            "approval WILL_RUN rio",
            "approval WILL_RUN lou",
            "approval WILL_RUN mel",
            "approval WILL_RUN nan",
            "approval SKIPPED",
            "approval WILL_RUN oli",
            "approval WILL_RUN pat",
            "approval WILL_RUN quin",
            "approval WILL_RUN pat",
            "provision WILL_RUN");
    assertThat(
            explanation
                .path("steps")
                .valueStream()
                .flatMap(step -> step.at("/approvers/0/because").valueStream())
                .map(JsonNode::asString))
        .containsExactly(
            "stands in for Kim (named in the step)",
            "manager of Ned",
            "owner of the app",
            "owner of the entitlement",
            "holds the entitlement %s of the app %s"
                .formatted(gatehouse.id("entitlement/minters"), gatehouse.id("app/mint")),
            "owner of the resource",
            "found by the expression c1.directory.users.v1.FindByEmail('quin@example.com')",
            "owner of the resource");
    assertThat(explanation.at("/steps/7/reason").asString()).contains("An expression failed: ");
    assertThat(explanation.at("/steps/8/reason").asString())
        .contains("Whoever approves an earlier step is not asked here.");
    assertThat(explanation.at("/provision/kind").asString()).isEqualTo("connector");
    assertThat(explanation.at("/provision/target").asString())
        .isEqualTo(gatehouse.id("connector/mint-fast"));

    JsonNode task = api.post(gatehouse.token("ned"), GRANT, request("coins", "ned")).task();
    for (String approver : List.of("rio", "lou", "mel", "nan", "oli", "pat", "quin")) {
      assertThat(asked(task)).containsExactly(approver);
      task = approve(task, approver);
    }
    // Pat has approved by now, and so is not asked again.
    assertThat(asked(task)).contains("root").doesNotContain("pat");
    explain("ned", request("coins", "ned")).refused(409, 6, "Expected no open task");
    task = approve(task, "root");
    task =
        api.await(
            gatehouse.token("ned"),
            task.path("id").asString(),
            t -> t.path("state").asString().equals("TASK_STATE_CLOSED"));
    assertThat(lines(told(explainTask("ned", task)))).first().isEqualTo("approval ACCEPTED rio");
    assertThat(lines(told(explainTask("ned", task)))).last().isEqualTo("provision ACCEPTED");
    explain("ned", request("coins", "ned")).refused(409, 6, "already granted");
  }

  @Test
  void rulesOfSeveralPoliciesAnErrorAndAnAcceptStepAreTold() {
    JsonNode explanation = told(explain("ned", request("keys", "ned")));

    List<String> rules = new ArrayList<>();
    for (JsonNode rule : explanation.path("rules")) {
      rules.add(
          "%s %s %s>%s"
              .formatted(
                  rule.path("condition").asString(),
                  rule.path("matched").asBoolean(),
                  rule.path("stepKey").asString(),
                  rule.path("nextPolicyId").asString()));
    }
    assertThat(rules)
        .containsExactly(
            "subject.profile.level > 3 false deep>",
            "subject.department == 'Sales' true >" + gatehouse.id("policy/for-sales"),
            "has(subject.manager) true led>");
    assertThat(explanation.at("/rules/0/error").asString()).isNotEmpty();
    assertThat(lines(explanation))
        .containsExactly(
            "approval WILL_RUN lou",
            "accept ACCEPTED",
            "approval SKIPPED",
            "provision WILL_RUN rio",
            "approval SKIPPED",
            "approval SKIPPED",
            "reject SKIPPED");
    assertThat(explanation.at("/steps/4/reason").asString())
        .startsWith("The steps \"deep\" of the policy \"Layered\" do not apply")
        .contains("could not be told");
    assertThat(explanation.at("/provision/kind").asString()).isEqualTo("manual");

    JsonNode task = api.post(gatehouse.token("ned"), GRANT, request("keys", "ned")).task();
    JsonNode ofTask = told(explainTask("ned", task));
    assertThat(ofTask.path("rules")).isEqualTo(explanation.path("rules"));
    assertThat(lines(ofTask)).isEqualTo(lines(explanation).subList(0, 4));
    assertThat(asked(task)).containsExactly("lou");
    task = approve(task, "lou");
    assertThat(asked(task)).containsExactly("rio");
    assertThat(lines(told(explainTask("rio", task))))
        .containsExactly("approval ACCEPTED lou", "accept ACCEPTED", "provision WILL_RUN rio");
  }

  @Test
  void onlyWhoCouldAskOrSeesIsToldAndNothingIsWritten() {
    explain("con", request("seals", "ned"))
        .refused(403, 7, "User does not have permission to request access on behalf of another");
    JsonNode asNed = told(explain("ned", request("seals", "ned")));
    assertThat(told(explain("rob", request("seals", "ned")))).isEqualTo(asNed);
    assertThat(told(explain("root", request("seals", "ned")))).isEqualTo(asNed);
    assertThat(told(explain("lou", request("seals", "ned"))).path("rules"))
        .isEqualTo(asNed.path("rules"));

    String search =
        Json.object()
            .set("appEntitlementIds", Json.array().add(gatehouse.id("entitlement/seals")))
            .toString();
    assertThat(
            api.post(gatehouse.token("root"), "/api/v1/search/tasks", search).json().path("list"))
        .isEmpty();
    JsonNode task = api.post(gatehouse.token("con"), GRANT, request("seals", "con")).task();
    assertThat(asked(task)).containsExactly("oli");
    explainTask("ned", task).refused(404, 5, "Expected a task with the id");
    assertThat(lines(told(explainTask("rob", task)))).startsWith("approval WILL_RUN oli");
  }

  @Test
  void whatCannotBeExplainedIsToldInASentence() {
    String ned = gatehouse.token("ned");
    api.post(ned, EXPLAIN, "{}").refused(400, 3, "but there was neither");
    api.post(ned, EXPLAIN, Json.object().put("taskId", "1").set("request", request("keys", "ned")))
        .refused(400, 3, "but there was both");
    api.post(ned, EXPLAIN, "{\"request\": {\"appId\": \"x\"}}")
        .refused(400, 3, "Expected request.appEntitlementId to be set, but it was missing");
    explain("ned", request("keys", "ned").put("appEntitlementId", "none"))
        .refused(404, 5, "Expected appEntitlementId to name an entitlement");
    explain("ned", request("keys", "ned").put("grantDuration", "-5s"))
        .refused(400, 3, "Expected grantDuration to be above zero");
    JsonNode leaving =
        api.post(
                gatehouse.token("root"),
                "/api/v1/task/offboarding",
                Json.object().put("subjectUserId", id("quin")))
            .task();
    explainTask("root", leaving).refused(400, 3, "Expected a task that runs a policy");
  }
}
