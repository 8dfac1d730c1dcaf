package dev.gatehouse.system.api;

import dev.gatehouse.model.Json;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An organisation to ask in vain. What is refused is written as one line: the HTTP status, the code
 * and the whole sentence. A test tells all lines that differ, not the first alone.
 */
abstract class BadInput {
  static final String GRANT = "/api/v1/task/grant";
  static final String SEARCH = "/api/v1/search/tasks";
  private static final String ORGANISATION =
      """
      source: bad
      users:
      - {id: amy, email: amy@example.com, displayName: Amy, managers: [max]}
      - {id: max, email: max@example.com, displayName: Max}
      - {id: ben, email: ben@example.com, displayName: Ben}
      - {id: off, email: off@example.com, displayName: Off, status: DISABLED}
      policies:
      - id: reasons
        displayName: With reasons
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [max]},
          requireApprovalReason: true, requireDenialReason: true}}]}}
      apps:
      - id: vault
        displayName: Vault
        owners: [max]
        connectors: [{id: vault-fast, kind: instant, config: {}}]
        appUsers:
        - {id: vault-amy, user: amy, username: amy}
        - {id: vault-ben, user: ben, username: ben}
        - {id: vault-ben-too, user: ben, username: ben-too}
        entitlements:
        - {id: timed, displayName: Timed, grantPolicyId: reasons, durationGrant: 7200s,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: vault-fast}}}}
        - {id: free, displayName: Free, alias: vault-free, grantPolicyId: reasons,
           provisionerPolicy: {manual: {userIds: [max], instructions: "By hand."}}}
        - {id: held, displayName: Held, grants: [{appUser: vault-amy}]}
      - {id: other, displayName: Other}
      """;

  static Installation gatehouse;
  static Client api;
  static String amy;
  static String max;
  static String root;

  private final SoftAssertions all = new SoftAssertions();

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    gatehouse.bringIn(ORGANISATION);
    api = gatehouse.api();
    amy = gatehouse.token("amy");
    max = gatehouse.token("max");
    root = gatehouse.token("root");
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  @AfterEach
  void tellAll() {
    all.assertAll();
  }

  final void check(Client.Answer answer, String refusal) {
    all.assertThat(answer.refusal()).isEqualTo(refusal);
  }

  /** A body with single quotes, to be readable here. */
  final void check(String token, String path, String body, String refusal) {
    check(api.post(token, path, body.replace('\'', '"')), refusal);
  }

  static String id(String reference) {
    return gatehouse.id(reference);
  }

  static ObjectNode access(String entitlement) {
    return Json.object()
        .put("appId", id("app/vault"))
        .put("appEntitlementId", id("entitlement/" + entitlement));
  }

  static String action(JsonNode task, String action) {
    return "/api/v1/tasks/" + task.path("id").asString() + "/action/" + action;
  }

  static ObjectNode onStep(JsonNode task) {
    return Json.object().put("policyStepId", task.at("/policy/current/id").asString());
  }

  static void close(JsonNode task) {
    api.post(root, action(task, "close"), Json.object());
    api.await(root, task.path("id").asString(), t -> t.path("state").asString().endsWith("CLOSED"));
  }
}
