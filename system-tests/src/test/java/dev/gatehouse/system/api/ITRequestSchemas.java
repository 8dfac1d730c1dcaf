package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Forms that requests for an entitlement have to fill in. */
class ITRequestSchemas {
  private static final String BINDING = "/api/v1/request_schema_entitlement_binding";
  private static final String ORGANISATION =
      """
      source: schemas
      users:
      - {id: ida, email: ida@example.com, displayName: Ida}
      - {id: jon, email: jon@example.com, displayName: Jon}
      policies:
      - id: ask-jon
        displayName: Ask Jon
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [jon]}}}]}}
      apps:
      - id: bank
        displayName: Bank
        entitlements:
        - {id: vault, displayName: Vault, grantPolicyId: ask-jon}
        - {id: safe, displayName: Safe, grantPolicyId: ask-jon}
        - {id: desk, displayName: Desk, grantPolicyId: ask-jon}
      """;
  private static final String SCHEMA =
      """
      {"name": "Why", "description": "Say why.", "justificationVisibility": "JUSTIFICATION_VISIBILITY_HIDE",
       "fields": [{"name": "reason", "required": true, "stringField": {"rules": {"minLen": "5"}}},
                  {"name": "days", "int64Field": {"defaultValue": "3"}}]}
      """;

  private static Installation gatehouse;
  private static Client api;
  private static String root;
  private static String ida;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    gatehouse.bringIn(ORGANISATION);
    api = gatehouse.api();
    root = gatehouse.token("root");
    ida = gatehouse.token("ida");
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.mapper().readTree(text);
  }

  private static JsonNode schema() {
    return api.post(root, "/api/v1/request_schemas", json(SCHEMA)).json().path("requestSchema");
  }

  private static ObjectNode ref(String entitlement) {
    return Json.object()
        .put("appId", gatehouse.id("app/bank"))
        .put("id", gatehouse.id("entitlement/" + entitlement));
  }

  private static Client.Answer binding(String method, String entitlement, String schema) {
    ObjectNode body = Json.object().put("requestSchemaId", schema);
    body.set("entitlementRef", ref(entitlement));
    return api.send(method, BINDING, body.toString(), Map.of("Authorization", "Bearer " + root));
  }

  private static String bound(String entitlement) {
    ObjectNode body = Json.object();
    body.set("entitlementRef", ref(entitlement));
    return api.send("PUT", BINDING, body.toString(), Map.of("Authorization", "Bearer " + ida))
        .json()
        .path("requestSchemaId")
        .asString("none");
  }

  private static Client.Answer ask(String entitlement, ObjectNode data) {
    ObjectNode request = gatehouse.access("bank", entitlement);
    request.set("requestData", data);
    return api.post(ida, "/api/v1/task/grant", request);
  }

  @Test
  void aRequestAnswersTheFormOfItsEntitlementThenOrLater() {
    String schema = schema().path("id").asString();
    assertThat(bound("vault")).isEmpty();
    assertThat(binding("POST", "vault", schema).status()).isEqualTo(200);
    assertThat(bound("vault")).isEqualTo(schema);

    JsonNode task = ask("vault", Json.object()).task();
    assertThat(task.at("/form/fields/0/name").asString()).isEqualTo("reason");
    assertThat(task.at("/policy/current/form/state").asString())
        .isEqualTo("FORM_INSTANCE_STATE_WAITING");
    ObjectNode body = Json.object();
    body.set("data", Json.object().put("reason", "I count the gold."));
    JsonNode answered =
        api.post(
                ida,
                "/api/v1/tasks/" + task.path("id").asString() + "/action/update-request-data",
                body)
            .task();
    assertThat(answered.path("stepApproverIds").path(0).asString())
        .isEqualTo(gatehouse.id("user/jon"));

    api.send(
            "DELETE",
            "/api/v1/request_schemas/" + schema,
            "{}",
            Map.of("Authorization", "Bearer " + root))
        .refused(400, 9, "an entitlement uses it: \"Vault\"");
  }

  @Test
  void whatIsSaidAlongWithTheRequestIsCheckedAndTaken() {
    assertThat(binding("POST", "safe", schema().path("id").asString()).status()).isEqualTo(200);

    ask("safe", Json.object().put("reason", "No."))
        .refused(400, 3, "Expected data.reason to have at least 5 characters.");
    JsonNode task = ask("safe", Json.object().put("reason", "I count the gold.")).task();

    assertThat(task.at("/policy/history/0/form/completed/userId").asString())
        .isEqualTo(gatehouse.id("user/ida"));
    assertThat(task.path("data").toString())
        .isEqualTo("{\"reason\":\"I count the gold.\",\"days\":3}");
    assertThat(task.path("stepApproverIds").path(0).asString()).isEqualTo(gatehouse.id("user/jon"));
  }

  @Test
  void aFormIsShownChangedUnboundAndDeleted() {
    JsonNode made = schema();
    String path = "/api/v1/request_schemas/" + made.path("id").asString();
    assertThat(made.at("/form/displayName").asString()).isEqualTo("Why");
    assertThat(made.path("justificationVisibility").asString())
        .isEqualTo("JUSTIFICATION_VISIBILITY_HIDE");
    assertThat(api.get(root, path).json().path("requestSchema")).isEqualTo(made);

    ObjectNode change =
        json(
            """
            {"requestSchema": {"form": {"displayName": "Since when", "fields": [
              {"name": "day", "stringField": {"dateField": {}}}]}}, "updateMask": "form"}
            """);
    assertThat(
            api.post(root, path, change)
                .json()
                .at("/requestSchema/form/fields/0/stringField/dateField")
                .isObject())
        .isTrue();

    assertThat(binding("POST", "desk", made.path("id").asString()).status()).isEqualTo(200);
    assertThat(binding("DELETE", "desk", made.path("id").asString()).status()).isEqualTo(200);
    assertThat(bound("desk")).isEmpty();
    assertThat(api.send("DELETE", path, "{}", Map.of("Authorization", "Bearer " + root)).status())
        .isEqualTo(200);
  }

  @Test
  void whatCannotBeIsRefused() {
    api.post(root, "/api/v1/request_schemas", json("{\"name\": \" \"}"))
        .refused(400, 3, "Expected a name for the form, but it was blank.");
    api.post(root, "/api/v1/request_schemas", json("{\"name\": \"x\"}"))
        .refused(400, 3, "Expected fields to have 1 to 64 entries, but it had 0.");
    api.post(ida, "/api/v1/request_schemas", json(SCHEMA)).refused(403, 7, "");
    binding("POST", "desk", "").refused(400, 3, "Expected requestSchemaId to name");
    binding("POST", "desk", "nothing").refused(400, 3, "requestSchemaId");
  }
}
