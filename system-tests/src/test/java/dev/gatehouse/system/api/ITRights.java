package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What callers see and may do, and that it follows what becomes of people and accounts. */
class ITRights {
  private static final String GRANT = "/api/v1/task/grant";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ORGANISATION =
      """
      source: rights
      users:
      - {id: una, email: una@example.com, displayName: Una, managers: [MANAGER]}
      - {id: vic, email: vic@example.com, displayName: Vic}
      - {id: wes, email: wes@example.com, displayName: Wes}
      - {id: xen, email: xen@example.com, displayName: Xen}
      policies:
      - id: xen-decides
        displayName: Xen decides
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [xen]}}}]}}
      apps:
      - id: lab
        displayName: Lab
        owners: [xen]
        appUsers: [{id: lab-una, user: una, username: una, status: ACCOUNT}]
        entitlements:
        - {id: bench, displayName: Bench, grantPolicyId: xen-decides,
           provisionerPolicy: {manual: {userIds: [xen], instructions: "By hand."}}}
        - {id: oven, displayName: Oven, grantPolicyId: xen-decides,
           provisionerPolicy: {manual: {userIds: [xen], instructions: "By hand."}}}
      """;

  private static Installation gatehouse;
  private static Client api;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    api = gatehouse.api();
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static void organisation(String managerOfUna, String accountOfUna) {
    gatehouse.bringIn(
        ORGANISATION.replace("MANAGER", managerOfUna).replace("ACCOUNT", accountOfUna));
  }

  private static JsonNode asked(String entitlement) {
    ObjectNode body = gatehouse.access("lab", entitlement);
    return api.post(gatehouse.token("una"), GRANT, body).task();
  }

  private static String path(JsonNode task) {
    return "/api/v1/tasks/" + task.path("id").asString();
  }

  @Test
  void whoBecomesTheManagerOfTheSubjectSeesItsTasks() {
    organisation("vic", "STATUS_ENABLED");
    JsonNode task = asked("bench");
    String wes = gatehouse.token("wes");
    ObjectNode search = Json.object();
    search.putArray("refs").addObject().set("id", task.path("id"));
    ObjectNode comment = Json.object().put("comment", "I see it.");
    api.get(wes, path(task)).refused(404, 5, "Expected a task with the id");
    assertThat(api.post(wes, "/api/v1/search/tasks", search).json().path("list")).isEmpty();

    organisation("wes", "STATUS_ENABLED");

    Client.until(() -> api.get(wes, path(task)).status(), status -> status == 200, PATIENCE);
    assertThat(api.post(wes, "/api/v1/search/tasks", search).json().path("list")).hasSize(1);
    JsonNode commented = api.post(wes, path(task) + "/action/comment", comment).task();
    assertThat(commented.path("commentCount").asInt()).isEqualTo(1);
    assertThat(api.get(gatehouse.token("vic"), path(task)).status()).isEqualTo(200);
    api.post(gatehouse.token("una"), path(task) + "/action/close", Json.object()).task();
  }

  @Test
  void whoIsAskedMayCloseATaskOnceItsAccountIsDeleted() {
    organisation("vic", "STATUS_ENABLED");
    JsonNode task = asked("oven");
    String xen = gatehouse.token("xen");
    String close = path(task) + "/action/close";
    assertThat(actions(xen, task)).doesNotContain("TASK_ACTION_TYPE_CLOSE");
    api.post(xen, close, Json.object())
        .refused(403, 7, "Expected the requester or a super admin to close the task");

    organisation("vic", "STATUS_DELETED");

    assertThat(actions(xen, task)).contains("TASK_ACTION_TYPE_CLOSE");
    assertThat(api.post(xen, close, Json.object()).task().at("/type/grant/outcome").asString())
        .isEqualTo("GRANT_OUTCOME_CANCELLED");
  }

  private static String actions(String token, JsonNode task) {
    return api.get(token, path(task)).task().path("actions").toString();
  }

  @Test
  void answersTellWhatTheCallerMayDoWithAnEntitlement() {
    organisation("vic", "STATUS_ENABLED");
    assertThat(permissions("xen")).isEqualTo("true true true");
    assertThat(permissions("root")).isEqualTo("true true true");
    assertThat(permissions("una")).isEqualTo("true false false");
    ObjectNode una = Json.object();
    una.putArray("ids").add(gatehouse.id("user/una"));
    assertThat(
            api.post(gatehouse.token("root"), "/api/v1/search/users", una)
                .json()
                .at("/list/0/objectPermissions/edit")
                .toString())
        .isEqualTo("false");
  }

  private static String permissions(String person) {
    ObjectNode search = Json.object();
    search.putArray("appIds").add(gatehouse.id("app/lab"));
    JsonNode found =
        api.post(gatehouse.token(person), "/api/v1/search/entitlements", search).json();
    assertThat(found.path("list")).hasSize(2);
    JsonNode rights = found.at("/list/0/objectPermissions");
    return rights.path("read") + " " + rights.path("edit") + " " + rights.path("delete");
  }
}
