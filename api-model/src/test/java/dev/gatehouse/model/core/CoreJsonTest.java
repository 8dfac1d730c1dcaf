package dev.gatehouse.model.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Fallback;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskState;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.model.internal.FactsRequest;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.task.TaskJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the core's records look like as JSON, and that they come back as they were. */
class CoreJsonTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final EntitlementRef EDITORS =
      new EntitlementRef(new AppId("wiki"), new EntitlementId("editors"));
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");

  @Test
  void anIdIsItsValueAndAMemberOfAFamilySaysWhichItIs() {
    ObjectNode json = CoreJson.write(new Query.FindGrant(EDITORS, null, ANN));
    assertThat(json)
        .hasToString(
            "{\"_type\":\"FindGrant\",\"entitlement\":{\"appId\":\"wiki\",\"id\":\"editors\"},\"identity\":\"ann\"}");
  }

  @Test
  void questionsComeBackAsTheyWere() {
    FactsRequest request =
        new FactsRequest(
            List.of(
                new Query.FindEntitlement(EDITORS),
                new Query.SuperAdmins(),
                new Query.LiveGrantsOf(ANN, true, "", 50),
                new Query.EndReasons(
                    EDITORS, new AppUserId("wiki-ann"), new Ending.OfRequest(new TaskId("t"))),
                new Query.EndReasons(EDITORS, new AppUserId("wiki-ann"), new Ending.ExpiredBy(AT)),
                new Query.RecordByHand(
                    new TaskId("t"),
                    new StepId("s"),
                    true,
                    EDITORS,
                    null,
                    ANN,
                    Duration.ofHours(1))));
    assertThat(CoreJson.read(CoreJson.write(request), FactsRequest.class)).isEqualTo(request);
  }

  @Test
  void answersComeBackAsTheyWere() {
    LiveGrant grant = new LiveGrant(EDITORS, new AppUserId("wiki-ann"), ANN, "Editors", false, AT);
    Query.FindGrant query = new Query.FindGrant(EDITORS, null, ANN);
    assertThat(FactJson.read(query, FactJson.write(Optional.of(grant))))
        .isEqualTo(Optional.of(grant));
    assertThat(FactJson.read(query, FactJson.write(Optional.empty()))).isEqualTo(Optional.empty());
    assertThat(
            FactJson.read(
                new Query.FindPolicy(new PolicyId("p")), FactJson.write(Optional.of(policy()))))
        .isEqualTo(Optional.of(policy()));
  }

  @Test
  void aLeaseComesBackAsItWas() {
    LeaseAnswer leased =
        new LeaseAnswer.Leased(
            3,
            true,
            false,
            new LeaseAnswer.Target(
                "ldap",
                Map.of("url", "ldap://x"),
                "cn=editors",
                "ann",
                Map.of("dn", "uid=ann"),
                "Editors"));
    assertThat(CoreJson.read(CoreJson.write(leased), LeaseAnswer.class)).isEqualTo(leased);
    LeaseAnswer refused = new LeaseAnswer.Refused(LeaseAnswer.Kind.BUSY, "Expected a free grant.");
    assertThat(CoreJson.read(CoreJson.write(refused), LeaseAnswer.class)).isEqualTo(refused);
  }

  /** The type of the record decides, as it does where the task itself is read. */
  @Test
  void whyAccessIsTakenBackComesBackAsItWasWithoutWhatFollowsFromIt() {
    for (RevokeSource source :
        List.of(
            new RevokeSource.Requested(ANN),
            new RevokeSource.Expired(AT),
            new RevokeSource.Undone(new TaskId("t"), null))) {
      ObjectNode json = CoreJson.write(source);
      assertThat(CoreJson.read(json, RevokeSource.class)).isEqualTo(source);
      assertThat(json.has("ending")).isFalse();
    }
  }

  @Test
  void aTaskComesBackAsItWas() {
    assertThat(CoreJson.read(CoreJson.write(task()), Task.class)).isEqualTo(task());
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() {
    ObjectNode json = CoreJson.write(task()).put("brandNew", true);
    assertThat(CoreJson.read(json, Task.class)).isEqualTo(task());
  }

  private static Policy policy() {
    return new Policy(
        new PolicyId("two-eyes"),
        "Two eyes",
        PolicyType.GRANT,
        false,
        Map.of("grant", List.of(approval(), new PolicyStep.Accept("fine"))),
        "{}");
  }

  private static PolicyStep.Approval approval() {
    return new PolicyStep.Approval(
        new Approvers.EntitlementOwners(
            false, true, new Fallback(true, List.of(BOB), true, List.of(EDITORS))),
        true,
        List.of(BOB),
        false,
        true,
        false,
        false);
  }

  @Test
  void aTaskIsShownWithEveryField() {
    ObjectNode json = TaskJson.write(task(), List.of("TASK_ACTION_TYPE_COMMENT"));
    assertThat(json.path("numericId").asString()).isEqualTo("7");
    assertThat(json.at("/type/revoke/outcome").asString()).isEqualTo("REVOKE_OUTCOME_UNSPECIFIED");
    assertThat(json.at("/type/revoke/source/expired/expiredAt").asString())
        .isEqualTo("2026-11-22T10:15:30.123Z");
    assertThat(json.at("/policy/history/0/approval/approved/userId").asString()).isEqualTo("bob");
    assertThat(json.at("/policy/current/provision/state").asString())
        .isEqualTo("PROVISION_INSTANCE_STATE_WAITING");
    assertThat(json.at("/type/grant").isNull()).isTrue();
  }

  private static Task task() {
    StepInstance approved =
        new StepInstance.Approval(new StepId("s1"), "g1", approval(), List.of(BOB), AT, null)
            .ended(new StepOutcome.Approved(BOB, AT, false));
    StepInstance current =
        new StepInstance.Provision(
            new StepId("s2"),
            "g1",
            new PolicyStep.Provision(new ProvisionPolicy.Connector(new ConnectorId("ldap"))),
            List.of(),
            1,
            AttemptState.CLAIMED,
            null);
    return new Task(
        new TaskId("t1"),
        7,
        3,
        new Subject.Revoke(
            EDITORS, new AppUserId("wiki-ann"), ANN, new RevokeSource.Expired(AT), new TaskId("p")),
        TaskState.OPEN,
        Processing.PROCESSING,
        null,
        null,
        "Revoke Editors of Wiki from Ann",
        "",
        null,
        Origin.TIME_REVOKE,
        false,
        "",
        new PolicyRun(policy(), "g1", current, List.of(), List.of(approved), 1),
        List.of(BOB),
        List.of(ANN, BOB),
        List.of(new TaskId("p")),
        2,
        AT,
        AT,
        new Task.CloseRequest(new Actor.Person(ANN, Set.of(Role.SUPER_ADMIN)), "no", AT),
        "");
  }
}
