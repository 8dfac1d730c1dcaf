package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Steps in which something happens because time has passed. */
class ITTimedSteps {
  private static final String ORGANISATION =
      """
      source: timed
      users:
      - {id: ida, email: ida@example.com, displayName: Ida}
      - {id: jon, email: jon@example.com, displayName: Jon}
      - {id: kai, email: kai@example.com, displayName: Kai}
      policies:
      - id: hand-on
        displayName: Hand on
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [jon]}, escalationEnabled: true,
          escalation: {expiration: "1", escalationComment: Jon is away.,
                       reassignToApprovers: {approverIds: [kai]}}}}]}}
      - id: leave-out
        displayName: Leave out
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [jon]}, escalationEnabled: true,
          escalation: {expiration: "1", skipStep: {}}}}]}}
      - id: give-up
        displayName: Give up
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [jon]}, escalationEnabled: true,
          escalation: {expiration: "1", cancelTicket: {}}}}]}}
      - id: think-again
        displayName: Think again
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [jon]}, escalationEnabled: true,
          escalation: {expiration: "1", replacePolicy: {policyId: ask-kai}}}}]}}
      - id: ask-kai
        displayName: Ask Kai
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [kai]}}}]}}
      - id: in-vain
        displayName: In vain
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{wait: {name: Never, condition: {condition: "false"},
          timeoutDuration: "1s", commentOnFirstWait: Waiting., commentOnTimeout: In vain.}}]}}
      - id: for-hours
        displayName: For hours
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{wait: {name: Hours, duration: {duration: "7200s"}}},
                                      {wait: {name: Night, untilTime: {hours: 23, minutes: 30,
                                              timezone: Europe/Berlin}}}]}}
      - id: for-a-desk
        displayName: For a desk
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{wait: {name: Desk,
          condition: {condition: "subject.jobTitle == 'Clerk'"}}}]}}
      apps:
      - id: bank
        displayName: Bank
        owners: [kai]
        connectors: [{id: bank-fast, kind: instant, config: {}}]
        entitlements:
        - {id: hand-on, displayName: A, grantPolicyId: hand-on}
        - {id: leave-out, displayName: B, grantPolicyId: leave-out}
        - {id: give-up, displayName: C, grantPolicyId: give-up}
        - {id: think-again, displayName: D, grantPolicyId: think-again}
        - {id: in-vain, displayName: E, grantPolicyId: in-vain}
        - {id: for-hours, displayName: F, grantPolicyId: for-hours}
        - {id: for-a-desk, displayName: G, grantPolicyId: for-a-desk}
      """;

  private static Installation gatehouse;
  private static Client api;
  private static String root;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    gatehouse.bringIn(ORGANISATION);
    api = gatehouse.api();
    root = gatehouse.token("root");
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static JsonNode ask(String entitlement) {
    ObjectNode request =
        gatehouse.access("bank", entitlement).put("identityUserId", gatehouse.id("user/ida"));
    return api.post(root, "/api/v1/task/grant", request).task();
  }

  private static JsonNode await(JsonNode task, Predicate<JsonNode> wanted) {
    return api.await(root, task.path("id").asString(), wanted);
  }

  private static boolean closed(JsonNode task) {
    return task.path("state").asString().equals("TASK_STATE_CLOSED");
  }

  private static List<String> history(JsonNode task) {
    return api.history(root, task).stream()
        .flatMap(entry -> entry.propertyNames().stream().filter(name -> entry.get(name).isObject()))
        .toList();
  }

  private static String asked(JsonNode task) {
    return task.path("stepApproverIds").path(0).asString("");
  }

  @Test
  void othersAreAskedWhereNobodyAnswersInTime() {
    JsonNode task = ask("hand-on");
    JsonNode escalating = task.at("/policy/current/approval/escalationInstance");
    assertThat(escalating.path("alreadyEscalated").asBoolean()).isFalse();
    assertThat(Instant.parse(escalating.path("expiresAt").asString()))
        .isAfter(Instant.parse(task.path("createdAt").asString()));

    JsonNode handedOn = await(task, t -> asked(t).equals(gatehouse.id("user/kai")));

    assertThat(
            handedOn
                .at("/policy/history/0/approval/escalationInstance/alreadyEscalated")
                .asBoolean())
        .isTrue();
    assertThat(handedOn.at("/policy/history/0/approval/reassigned/newPolicyStepId").asString())
        .isEqualTo(handedOn.at("/policy/current/id").asString());
    assertThat(
            Instant.parse(
                handedOn.at("/policy/history/0/approval/reassigned/reassignedAt").asString()))
        .as("never before its time")
        .isAfterOrEqualTo(Instant.parse(escalating.path("expiresAt").asString()));
    assertThat(history(task)).contains("slaEscalation", "approvalReassigned", "comment");
  }

  @Test
  void theStepIsLeftOutWhereNobodyAnswersInTime() {
    JsonNode task = await(ask("leave-out"), t -> t.at("/policy/current/provision").isObject());
    assertThat(task.at("/policy/history/0/approval/skipped/skippedAt").asString()).isNotEmpty();
  }

  @Test
  void theTaskIsCancelledWhereNobodyAnswersInTime() {
    JsonNode task = await(ask("give-up"), ITTimedSteps::closed);
    assertThat(task.at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_CANCELLED");
  }

  @Test
  void anotherPolicyDecidesWhereNobodyAnswersInTime() {
    JsonNode task = await(ask("think-again"), t -> asked(t).equals(gatehouse.id("user/kai")));
    assertThat(task.at("/policy/policy/id").asString()).isEqualTo(gatehouse.id("policy/ask-kai"));
    api.send(
            "DELETE",
            "/api/v1/policies/" + gatehouse.id("policy/ask-kai"),
            "",
            Map.of("Authorization", "Bearer " + root))
        .refused(400, 9, "Think again");
  }

  @Test
  void whatIsWaitedForInVainClosesTheTaskAlsoWhereTheWorkerWasAway() {
    JsonNode[] task = new JsonNode[1];
    task[0] = ask("in-vain");
    assertThat(task[0].at("/policy/current/wait/state").asString())
        .isEqualTo("WAIT_INSTANCE_STATE_WAITING");
    gatehouse.withoutPolicyWorker(() -> {});

    JsonNode closed = await(task[0], ITTimedSteps::closed);

    assertThat(closed.at("/type/grant/outcome").asString())
        .isEqualTo("GRANT_OUTCOME_WAIT_TIMED_OUT");
    assertThat(closed.at("/policy/history/0/wait/state").asString())
        .isEqualTo("WAIT_INSTANCE_STATE_TIMED_OUT");
    assertThat(history(closed)).contains("waitStepWaiting", "waitStepTimedOut", "grantOutcome");
  }

  @Test
  void aWhileIsShownAsTheTimeAtWhichItEnds() {
    JsonNode task = ask("for-hours");
    JsonNode wait = task.at("/policy/current/wait");
    assertThat(Instant.parse(wait.at("/untilTime/untilTime").asString()))
        .isEqualTo(Instant.parse(wait.path("startedWaitingAt").asString()).plusSeconds(7200));
    assertThat(wait.at("/untilTime/durationIfExists").asString()).isEqualTo("7200s");

    JsonNode next = act(task, "skip-step");

    assertThat(next.at("/policy/history/0/wait/skipped/userId").asString()).isNotEmpty();
    assertThat(next.at("/policy/current/wait/name").asString()).isEqualTo("Night");
    assertThat(next.at("/policy/current/wait/untilTime/untilTime").asString()).contains(":30:00");
  }

  @Test
  void aConditionIsLookedAtWhenAnAdminWantsIt() {
    JsonNode task = ask("for-a-desk");
    act(task, "process");
    gatehouse.bringIn(
        """
        source: timed
        users:
        - {id: ida, email: ida@example.com, displayName: Ida, jobTitle: Clerk}
        """);

    JsonNode next = act(task, "process");

    assertThat(next.at("/policy/history/0/wait/succeeded/succeededAt").asString()).isNotEmpty();
    assertThat(history(next)).contains("waitStepWaiting", "waitStepSuccess");
  }

  private static JsonNode act(JsonNode task, String action) {
    ObjectNode body = Json.object();
    if (!action.equals("process")) {
      body.put("policyStepId", task.at("/policy/current/id").asString());
    }
    return api.post(root, "/api/v1/tasks/" + task.path("id").asString() + "/action/" + action, body)
        .task();
  }
}
