package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be done with a task beside a yes or a no: over HTTP, one task for each action. */
class ITTaskActions {
  private static final String ACTION = "c1.api.task.v1.TaskServiceActionResponse";
  private static final String SERVICE = "c1.api.task.v1.TaskActionsService";

  /** The connector is an LDAP one that cannot work, until it is mended. */
  private static final String ORGANISATION =
      """
      source: actions
      users:
      - {id: gus, email: gus@example.com, displayName: Gus}
      - {id: hana, email: hana@example.com, displayName: Hana}
      - {id: ivo, email: ivo@example.com, displayName: Ivo}
      - {id: jo, email: jo@example.com, displayName: Jo}
      policies:
      - id: hana-decides
        displayName: Hana decides
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {allowReassignment: true, users: {userIds: [hana]}}}]}}
      - id: ivo-decides
        displayName: Ivo decides
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [ivo]}}}]}}
      apps:
      - id: vault
        displayName: Vault
        owners: [jo]
        connectors: [{id: door, CONNECTOR}]
        appUsers: [{id: vault-gus, user: gus, username: gus}]
        entitlements:
        - {id: coins, displayName: Coins, grantPolicyId: CHOSEN, durationGrant: 7200s,
           emergencyGrantEnabled: true, emergencyGrantPolicyId: ivo-decides,
           provisionerPolicy: {manual: {assignee: {users: {userIds: [jo], allowReassignment: true}}}}}
        - {id: keys, displayName: Keys, grantPolicyId: hana-decides,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: door}}},
           externalIds: {door: keys}}
      """;

  private static final String BROKEN =
      "kind: ldap, config: {url: \"ldap://localhost:1\", no: such}";

  private static Installation gatehouse;
  private static Client api;
  private static String gus;
  private static String hana;
  private static String ivo;
  private static String jo;
  private static String root;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    api = gatehouse.api();
    gus = gatehouse.token("gus");
    hana = gatehouse.token("hana");
    ivo = gatehouse.token("ivo");
    jo = gatehouse.token("jo");
    root = gatehouse.token("root");
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  @BeforeEach
  void organisation() {
    organisation("hana-decides", BROKEN);
  }

  private static void organisation(String policy, String connector) {
    gatehouse.bringIn(ORGANISATION.replace("CHOSEN", policy).replace("CONNECTOR", connector));
  }

  private static String id(String person) {
    return gatehouse.id("user/" + person);
  }

  /** Gus asks for an entitlement for an hour. */
  private static JsonNode asked(String entitlement) {
    ObjectNode body = gatehouse.access("vault", entitlement).put("grantDuration", "3600s");
    return api.post(gus, "/api/v1/task/grant", body).task();
  }

  private static String path(JsonNode task) {
    return "/api/v1/tasks/" + task.path("id").asString();
  }

  private static Client.Answer act(String token, JsonNode task, String action, ObjectNode body) {
    body.putObject("expandMask").putArray("paths").add("*");
    return api.post(token, path(task) + "/action/" + action, body);
  }

  /** Does it, and holds the answer against its message: completing it changes nothing. */
  private static JsonNode done(
      String token, JsonNode task, String action, ObjectNode body, String message) {
    Client.Answer answer = act(token, task, action, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    ObjectNode json = (ObjectNode) answer.json();
    assertThat(Shapes.api().message(message).complete(json)).isEqualTo(json);
    return answer.task();
  }

  private static ObjectNode onStep(JsonNode task) {
    return Json.object().put("policyStepId", task.at("/policy/current/id").asString());
  }

  private static JsonNode approved(String token, JsonNode task) {
    return done(token, task, "approve", onStep(task), SERVICE + "ApproveResponse");
  }

  private static void close(JsonNode task) {
    JsonNode closed = done(root, task, "close", Json.object(), SERVICE + "CloseResponse");
    assertThat(closed.path("state").asString()).isEqualTo("TASK_STATE_CLOSED");
  }

  private static Stream<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString);
  }

  /** What the task offers to somebody, without the prefix of the names. */
  private static List<String> offered(String token, JsonNode task) {
    return texts(api.get(token, path(task)).task().path("actions"))
        .map(action -> action.replace("TASK_ACTION_TYPE_", ""))
        .toList();
  }

  /** The outcomes of the steps that are over. */
  private static List<String> history(JsonNode task) {
    Set<String> beside = Set.of("approval", "provision", "state", "assignedAt");
    return task.at("/policy/history")
        .valueStream()
        .map(
            step ->
                step.path("approval").isObject() ? step.path("approval") : step.path("provision"))
        .map(
            step ->
                step.properties().stream()
                    .filter(field -> field.getValue().isObject())
                    .filter(field -> !beside.contains(field.getKey()))
                    .findFirst()
                    .orElseThrow()
                    .getKey())
        .toList();
  }

  /** Waits until the history of the task tells this last, and answers the entry. */
  private static JsonNode told(JsonNode task, String member) {
    ObjectNode body =
        Json.object()
            .put("taskId", task.path("id").asString())
            .put("pageSize", 100)
            .put("newestFirst", true);
    return Client.until(
        () ->
            api.post(root, "/api/v1/task/audits", body)
                .json()
                .path("list")
                .valueStream()
                .map(entry -> entry.path(member))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(Json.object()),
        entry -> !entry.isEmpty(),
        Duration.ofSeconds(20));
  }

  @Test
  void whoIsAskedHandsTheStepOn() {
    JsonNode task = asked("coins");
    assertThat(offered(hana, task))
        .containsExactly("APPROVE", "DENY", "REASSIGN", "UPDATE_GRANT_DURATION", "COMMENT");
    ObjectNode toIvo = onStep(task).put("comment", "Away.");
    toIvo.putArray("newStepUserIds").add(id("ivo"));
    act(ivo, task, "reassign", toIvo.deepCopy()).refused(404, 5, "Expected a task with the id");
    act(gus, task, "reassign", toIvo.deepCopy())
        .refused(403, 7, "Expected one of those who are asked or a super admin");
    act(hana, task, "reassign", onStep(task))
        .refused(400, 3, "Expected newStepUserIds to name 1 to 200 people, but it named 0.");

    JsonNode handedOn = done(hana, task, "reassign", toIvo, SERVICE + "ReassignResponse");

    assertThat(texts(handedOn.path("stepApproverIds"))).containsExactly(id("ivo"));
    assertThat(history(handedOn)).containsExactly("reassigned");
    assertThat(handedOn.at("/policy/history/0/approval/reassigned/newPolicyStepId"))
        .isEqualTo(handedOn.at("/policy/current/id"));
    assertThat(handedOn.path("commentCount").asInt()).isEqualTo(1);
    JsonNode entry = told(task, "approvalReassigned");
    assertThat(entry.path("oldPolicyStepId")).isEqualTo(task.at("/policy/current/id"));
    assertThat(texts(entry.path("newUsers"))).containsExactly(id("ivo"));

    JsonNode byHand = approved(ivo, handedOn);
    assertThat(offered(jo, byHand))
        .containsExactly(
            "REASSIGN",
            "PROVISION_COMPLETE",
            "PROVISION_CANCELLED",
            "PROVISION_ERRORED",
            "COMMENT");
    ObjectNode toHana = onStep(byHand);
    toHana.putArray("newStepUserIds").add(id("hana"));
    JsonNode provided = done(jo, byHand, "reassign", toHana, SERVICE + "ReassignResponse");
    assertThat(history(provided)).containsExactly("reassigned", "approved", "skipped");
    assertThat(offered(hana, provided)).contains("PROVISION_COMPLETE");
    assertThat(offered(jo, provided)).containsExactly("COMMENT");
    told(task, "provisionReassigned");
    close(provided);
  }

  @Test
  void anAdminSkipsAStep() {
    JsonNode task = asked("coins");
    act(hana, task, "skip-step", onStep(task)).refused(403, 7, "Expected a super admin to skip");
    act(root, task, "skip-step", Json.object()).refused(400, 3, "Expected policyStepId to be set");

    JsonNode next = done(root, task, "skip-step", onStep(task), ACTION);
    assertThat(history(next)).containsExactly("skipped");
    assertThat(next.at("/policy/current/provision").isObject()).isTrue();
    assertThat(told(task, "stepSkipped").path("skippedBy").asString()).isEqualTo(id("root"));

    act(root, task, "skip-step", onStep(task)).refused(400, 9, "Expected policyStepId to be");
    JsonNode closed = done(root, task, "skip-step", onStep(next), ACTION);
    assertThat(closed.at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_GRANTED");
    assertThat(offered(root, closed)).containsExactly("COMMENT");
  }

  @Test
  void anAdminBeginsAgainWithTheSamePolicyOrWithTheOneOfToday() {
    JsonNode task = asked("coins");
    JsonNode generation = task.path("policyGenerationId");
    JsonNode provided = approved(hana, task);
    organisation("ivo-decides", BROKEN);
    act(gus, task, "restart", Json.object()).refused(403, 7, "Expected a super admin to restart");
    act(jo, task, "reset", Json.object()).refused(403, 7, "Expected a super admin to reset");

    JsonNode again =
        done(
            root,
            provided,
            "restart",
            Json.object().put("comment", "Look again."),
            SERVICE + "RestartResponse");
    assertThat(texts(again.path("stepApproverIds"))).containsExactly(id("hana"));
    assertThat(history(again)).containsExactly("approved", "skipped");
    assertThat(again.path("policyGenerationId")).isEqualTo(generation);
    assertThat(told(task, "taskRestarted").path("oldPolicyStepId"))
        .isEqualTo(provided.at("/policy/current/id"));

    JsonNode anew = done(root, again, "reset", Json.object(), SERVICE + "HardResetResponse");
    assertThat(texts(anew.path("stepApproverIds"))).containsExactly(id("ivo"));
    assertThat(history(anew)).containsExactly("approved", "skipped", "restarted");
    assertThat(anew.path("policyGenerationId")).isNotEqualTo(generation);
    told(task, "hardReset");
    assertThat(told(task, "policyChanged").path("newPolicyId").asString())
        .isEqualTo(gatehouse.id("policy/ivo-decides"));
    close(anew);
  }

  @Test
  void aRequestBecomesAnEmergency() {
    JsonNode task = asked("coins");
    assertThat(offered(gus, task))
        .containsExactly("CLOSE", "ESCALATE_TO_EMERGENCY_ACCESS", "COMMENT");
    act(hana, task, "escalate", Json.object()).refused(403, 7, "to call it an emergency");

    JsonNode urgent = done(gus, task, "escalate", Json.object(), ACTION);
    assertThat(urgent.path("emergencyAccess").asBoolean()).isTrue();
    assertThat(texts(urgent.path("stepApproverIds"))).containsExactly(id("ivo"));
    assertThat(offered(gus, urgent)).containsExactly("CLOSE", "COMMENT");
    told(task, "taskEscalated");
    act(gus, task, "escalate", Json.object())
        .refused(400, 9, "Expected a request that is no emergency yet");
    close(urgent);

    JsonNode calm = asked("keys");
    assertThat(offered(gus, calm)).containsExactly("CLOSE", "COMMENT");
    act(gus, calm, "escalate", Json.object())
        .refused(400, 3, "Expected an entitlement with emergency access");
    close(calm);
  }

  @Test
  void whoIsAskedChangesHowLongTheAccessLasts() {
    JsonNode task = asked("coins");
    act(gus, task, "update-grant-duration", Json.object().put("duration", "60s"))
        .refused(403, 7, "to change the duration");
    act(hana, task, "update-grant-duration", Json.object())
        .refused(400, 3, "Expected duration to be set");
    act(hana, task, "update-grant-duration", Json.object().put("duration", "7201s"))
        .refused(400, 3, "grant duration must be less than or equal to max provision time (7200s)");

    JsonNode shorter =
        done(hana, task, "update-grant-duration", Json.object().put("duration", "1800s"), ACTION);
    assertThat(shorter.at("/type/grant/grantDuration").asString()).isEqualTo("1800s");
    assertThat(told(task, "grantDurationUpdated").path("duration").asString()).isEqualTo("1800s");
    JsonNode provided = approved(hana, shorter);
    act(root, provided, "update-grant-duration", Json.object().put("duration", "60s"))
        .refused(400, 9, "Expected a request that is not yet carried out");
    close(provided);
  }

  @Test
  void aConnectorThatWasMendedIsAskedAgain() {
    JsonNode task = asked("keys");
    act(root, task, "retry-provisioning", onStep(task))
        .refused(400, 9, "Expected a provision step");
    approved(hana, task);
    JsonNode failed =
        api.await(jo, task.path("id").asString(), t -> history(t).contains("reassignedByError"));
    assertThat(offered(jo, failed))
        .containsExactly(
            "REASSIGN",
            "PROVISION_COMPLETE",
            "PROVISION_CANCELLED",
            "PROVISION_ERRORED",
            "RETRY_PROVISIONING",
            "COMMENT");
    organisation("hana-decides", "kind: instant, config: {}");
    act(hana, failed, "retry-provisioning", onStep(failed))
        .refused(403, 7, "Expected one of the people who provide this access");

    done(jo, failed, "retry-provisioning", onStep(failed), ACTION);

    JsonNode closed =
        api.await(
            gus,
            task.path("id").asString(),
            t -> t.path("state").asString().equals("TASK_STATE_CLOSED"));
    assertThat(closed.at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_GRANTED");
    assertThat(history(closed))
        .containsExactly("approved", "reassignedByError", "skipped", "completed");
  }

  @Test
  void anAdminHasATaskLookedAtNow() {
    JsonNode task = asked("coins");
    act(gus, task, "process", Json.object()).refused(403, 7, "Expected a super admin");
    assertThat(offered(root, task))
        .containsExactly(
            "CLOSE",
            "REASSIGN",
            "UPDATE_GRANT_DURATION",
            "ESCALATE_TO_EMERGENCY_ACCESS",
            "SKIP_STEP",
            "RESTART",
            "HARD_RESET",
            "PROCESS_NOW",
            "COMMENT");
    JsonNode same = done(root, task, "process", Json.object(), SERVICE + "ProcessNowResponse");
    assertThat(same.path("policy")).isEqualTo(task.path("policy"));
    close(same);
  }
}
