package dev.gatehouse.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.model.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Steps that ended because somebody handed them on, skipped them or began again. */
class SteeredStepsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final StepId STEP = new StepId("s1");
  private static final StepId NEXT = new StepId("s2");
  private static final UserId BOB = new UserId("bob");

  private static JsonNode approval(StepOutcome outcome) {
    PolicyStep.Approval definition =
        new PolicyStep.Approval(
            new Approvers.Users(List.of(BOB), false, false),
            true,
            List.of(),
            false,
            false,
            false,
            false);
    return shown(
        new StepInstance.Approval(STEP, "g1", definition, List.of(BOB), AT, outcome), "approval");
  }

  private static JsonNode provision(StepOutcome outcome) {
    ProvisionPolicy policy =
        new ProvisionPolicy.Manual(new ProvisionPolicy.Assignee.AppOwners(), "By hand.");
    return shown(
        new StepInstance.Provision(
            STEP,
            "g1",
            new PolicyStep.Provision(policy),
            List.of(BOB),
            0,
            AttemptState.NONE,
            outcome),
        "provision");
  }

  private static JsonNode shown(StepInstance step, String kind) {
    JsonNode shown = TaskJson.step(FailedProvisionTest.failed(), step);
    assertThat(shown.path("state").asString()).isEqualTo("POLICY_STEP_STATE_DONE");
    return shown.path(kind);
  }

  private static void isShown(JsonNode step, String outcome, String fields) {
    assertThat(step.path("state").asString()).endsWith("_INSTANCE_STATE_DONE");
    assertThat(step.path(outcome)).isEqualTo(Json.mapper().readTree(fields));
  }

  @Test
  void whatIsHandedOnSaysWhichStepTookOver() {
    StepOutcome outcome = new StepOutcome.Reassigned(NEXT, BOB, AT);
    isShown(
        approval(outcome),
        "reassigned",
        """
        {"userId": "bob", "reassignedAt": "2026-11-22T10:15:30.123Z", "newPolicyStepId": "s2"}
        """);
    isShown(
        provision(outcome),
        "skipped",
        """
        {"userId": "bob", "skippedAt": "2026-11-22T10:15:30.123Z", "newPolicyStepId": "s2"}
        """);
  }

  @Test
  void whatIsSkippedSaysWhoSkippedIt() {
    StepOutcome outcome = new StepOutcome.Skipped(BOB, AT);
    String fields =
        """
        {"userId": "bob", "skippedAt": "2026-11-22T10:15:30.123Z"}
        """;
    isShown(approval(outcome), "skipped", fields);
    isShown(provision(outcome), "skipped", fields);
  }

  @Test
  void whatIsGivenUpForANewBeginningSaysSo() {
    StepOutcome outcome = new StepOutcome.Restarted(BOB, AT);
    isShown(
        approval(outcome),
        "restarted",
        """
        {"userId": "bob", "restartedAt": "2026-11-22T10:15:30.123Z", "oldPolicyStepId": "s1"}
        """);
    isShown(
        provision(outcome),
        "skipped",
        """
        {"userId": "bob", "skippedAt": "2026-11-22T10:15:30.123Z"}
        """);
  }
}
