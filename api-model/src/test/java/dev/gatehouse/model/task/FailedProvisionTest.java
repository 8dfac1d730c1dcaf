package dev.gatehouse.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FailedProvisionTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final UserId OTTO = new UserId("otto");

  @Test
  void aFailedAttemptStandsInTheHistoryAndAPersonIsAskedInstead() {
    JsonNode policy = TaskJson.write(failed(), List.of()).path("policy");

    assertThat(policy.path("history").size()).isEqualTo(1);
    JsonNode old = policy.at("/history/0/provision");
    assertThat(old.path("state").asString()).isEqualTo("PROVISION_INSTANCE_STATE_DONE");
    JsonNode error = old.path("reassignedByError");
    assertThat(error.path("errorCode").asString()).isEqualTo("PEC-1");
    assertThat(error.path("description").asString()).isEqualTo("The directory says no.");
    assertThat(error.path("errorUserId").isString()).as("the engine, which is no person").isTrue();
    assertThat(error.path("newPolicyStepId").asString())
        .isEqualTo(policy.at("/current/id").asString())
        .isEqualTo("s2");
    assertThat(policy.at("/current/provision/provision/provisionPolicy/manual").isObject())
        .isTrue();
    assertThat(policy.at("/current/provision/provision/assigned").asBoolean()).isTrue();
  }

  /** A connector failed, and Otto is asked. */
  static Task failed() {
    return TaskEvolver.evolve(
        null,
        List.of(
            new Change.TaskCreated(
                new TaskId("t1"),
                7,
                new Subject.Grant(
                    new EntitlementRef(new AppId("wiki"), new EntitlementId("editors")),
                    new AppUserId("wiki-ann"),
                    new UserId("ann"),
                    null,
                    false,
                    ""),
                "Grant Editors of Wiki to Ann",
                "",
                new UserId("ann"),
                Origin.API,
                false,
                "",
                new PolicyRun(policy(), "g1", List.of()),
                List.of(),
                List.of(),
                AT),
            new Change.StepStarted(
                step("s1", new ProvisionPolicy.Connector(new ConnectorId("ldap")), List.of(), 1)),
            new Change.StepEnded(
                new StepId("s1"),
                new StepOutcome.ReassignedByError(
                    new StepId("s2"), "PEC-1", "The directory says no.", AT)),
            new Change.StepStarted(
                step(
                    "s2",
                    new ProvisionPolicy.Manual(
                        new ProvisionPolicy.Assignee.AppOwners(), "The directory says no."),
                    List.of(OTTO),
                    0))),
        AT);
  }

  private static StepInstance step(
      String id, ProvisionPolicy how, List<UserId> people, int attempt) {
    return new StepInstance.Provision(
        new StepId(id),
        "g1",
        new PolicyStep.Provision(how),
        people,
        attempt,
        attempt == 0 ? AttemptState.NONE : AttemptState.CLAIMED,
        null);
  }

  private static Policy policy() {
    return new Policy(new PolicyId("p"), "P", PolicyType.GRANT, false, Map.of(), "{}");
  }
}
