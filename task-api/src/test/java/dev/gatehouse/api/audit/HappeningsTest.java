package dev.gatehouse.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
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
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Change.PolicyReplaced.Cause;
import dev.gatehouse.core.task.OffboardingProgress;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.task.TaskJson;
import dev.gatehouse.runtime.store.Audit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the history tells of each change: entries that the API knows, each with one member. */
class HappeningsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30Z");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final UserId ROOT = new UserId("root");
  private static final StepId ASKED = new StepId("s1");
  private static final StepId GIVEN = new StepId("s2");
  private static final StepId BY_HAND = new StepId("s3");
  private static final StepInstance.Approval APPROVAL =
      new StepInstance.Approval(
          ASKED,
          "g1",
          new PolicyStep.Approval(
              new Approvers.Users(List.of(BOB), false, false),
              false,
              List.of(),
              false,
              false,
              false,
              false),
          List.of(BOB),
          AT,
          null);
  private static final StepInstance.Provision BY_CONNECTOR =
      new StepInstance.Provision(
          GIVEN,
          "g1",
          new PolicyStep.Provision(new ProvisionPolicy.Connector(new ConnectorId("ldap"))),
          List.of(),
          1,
          AttemptState.ORDERED,
          null);
  private static final StepInstance.Provision MANUAL =
      new StepInstance.Provision(
          BY_HAND,
          "g1",
          new PolicyStep.Provision(
              new ProvisionPolicy.Manual(
                  new ProvisionPolicy.Assignee.Users(List.of(BOB)), "By hand.")),
          List.of(BOB),
          0,
          AttemptState.NONE,
          null);
  private static final Set<String> HEADER =
      Set.of(
          "id",
          "ticketId",
          "created",
          "userId",
          "currentState",
          "eventType",
          "source",
          "workflowStep",
          "metadata");

  private @Nullable Task task;
  private List<ObjectNode> told = List.of();

  private static Policy policy(String id) {
    return new Policy(new PolicyId(id), "P", PolicyType.GRANT, false, Map.of(), "{}");
  }

  private static Change created() {
    Subject subject =
        new Subject.Grant(
            new EntitlementRef(new AppId("wiki"), new EntitlementId("editors")),
            new AppUserId("account"),
            ANN,
            null,
            false,
            "");
    return new Change.TaskCreated(
        new TaskId("t1"),
        1,
        subject,
        "Editors",
        "",
        ANN,
        Origin.API,
        false,
        "",
        new PolicyRun(policy("p"), "g1", List.of()),
        List.of(ANN),
        List.of(),
        AT);
  }

  /** The members that one version of the task adds to its history; the views are in told. */
  private List<String> members(@Nullable String userId, Change... changes) {
    Task after = TaskEvolver.evolve(task, List.of(changes), AT);
    task = after;
    Audit audit =
        new Audit(
            "t1:1:" + after.version(),
            after.id(),
            after.version(),
            AT,
            userId,
            userId == null ? "policy-worker" : null,
            "command",
            List.of(),
            new byte[0]);
    Version version = new Version(after, audit, List.of(changes), TaskJson.write(after, List.of()));
    told = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (Change change : changes) {
      for (Happening each : Happenings.of(change, version)) {
        Entry entry = new Entry(audit, told.size(), "TASK_STATE_" + after.state(), each);
        ObjectNode view = EntryViews.view(entry, Map.of("bob", Json.object().put("id", "bob")));
        told.add(view);
        assertThat(
                view.properties().stream()
                    .filter(field -> !HEADER.contains(field.getKey()))
                    .filter(field -> !field.getValue().isNull())
                    .map(Map.Entry::getKey))
            .containsExactly(each.member());
        members.add(each.member());
      }
    }
    return members;
  }

  private String told(int index, String pointer) {
    return told.get(index).at(pointer).asString();
  }

  @Test
  void aGrantIsToldFromBeginningToEnd() {
    assertThat(members("ann", created(), new Change.StepStarted(APPROVAL)))
        .containsExactly("taskCreated", "approvalInstanceChange");
    assertThat(told(0, "/id")).isEqualTo("t1:1:1:0");
    assertThat(told(0, "/created")).isEqualTo("2026-11-22T10:15:30.000Z");
    assertThat(told(0, "/currentState")).isEqualTo("TASK_STATE_OPEN");
    assertThat(told(1, "/approvalInstanceChange/instance/state"))
        .isEqualTo("APPROVAL_INSTANCE_STATE_WAITING");

    assertThat(
            members(
                "bob",
                new Change.CommentAdded("c1", BOB, "Fine."),
                new Change.StepEnded(ASKED, new StepOutcome.Approved(BOB, AT, false)),
                new Change.NextStepsChanged(List.of()),
                new Change.StepStarted(BY_CONNECTOR)))
        .containsExactly(
            "comment", "actionSubmitted", "approvalInstanceChange", "connectorActionsStart");
    assertThat(told(0, "/comment/comment")).isEqualTo("Fine.");
    assertThat(told(0, "/comment/updatedBy")).isEqualTo("bob");
    assertThat(told(0, "/metadata/user/id")).isEqualTo("bob");
    assertThat(told(1, "/actionSubmitted/action/actionType")).isEqualTo("TASK_ACTION_TYPE_APPROVE");
    assertThat(told(1, "/actionSubmitted/action/id")).isEqualTo("command");
    assertThat(told(2, "/approvalInstanceChange/instance/approved/userId")).isEqualTo("bob");

    assertThat(members(null, new Change.AttemptMoved(GIVEN, 1, AttemptState.CLAIMED))).isEmpty();
    assertThat(members(null, new Change.AttemptMoved(GIVEN, 1, AttemptState.RETRYING)))
        .containsExactly("actionResult");
    assertThat(
            members(
                null,
                new Change.StepEnded(GIVEN, new StepOutcome.Completed(null, AT)),
                new Change.TaskClosed(Outcome.SUCCESS, AT)))
        .containsExactly("actionResult", "connectorActionsEnd", "stateChange", "grantOutcome");
    assertThat(told(0, "/actionResult/connectorId")).isEqualTo("ldap");
    assertThat(told(0, "/userId")).isEmpty();
    assertThat(told(2, "/stateChange/previousState")).isEqualTo("TASK_STATE_OPEN");
    assertThat(told(2, "/currentState")).isEqualTo("TASK_STATE_CLOSED");
    assertThat(told(3, "/grantOutcome/outcome")).isEqualTo("GRANT_OUTCOME_GRANTED");
  }

  @Test
  void aFailureOfTheConnectorBringsAPersonIn() {
    members("ann", created(), new Change.StepStarted(BY_CONNECTOR));
    assertThat(
            members(
                null,
                new Change.StepEnded(
                    GIVEN, new StepOutcome.ReassignedByError(BY_HAND, "PEC-1", "Refused.", AT)),
                new Change.StepStarted(MANUAL)))
        .containsExactly(
            "actionResult", "connectorActionsEnd", "provisionError", "provisionReassigned");
    assertThat(told(2, "/provisionError/error")).isEqualTo("Refused.");
    assertThat(told(2, "/eventType")).isEqualTo("TASK_AUDIT_EVENT_TYPE_ERROR");
    assertThat(told(3, "/provisionReassigned/newUsers/0")).isEqualTo("bob");
    assertThat(told(3, "/provisionReassigned/users/0/id")).isEqualTo("bob");

    assertThat(members("bob", new Change.StepEnded(BY_HAND, new StepOutcome.Completed(BOB, AT))))
        .containsExactly("actionSubmitted");
    assertThat(told(0, "/actionSubmitted/action/actionType"))
        .isEqualTo("TASK_ACTION_TYPE_PROVISION_COMPLETE");
  }

  @Test
  void stepsWithoutPeopleAreTold() {
    StepId id = new StepId("s4");
    StepInstance accept = new StepInstance.Accept(id, "g1", new PolicyStep.Accept("Yes."), null);
    StepInstance reject = new StepInstance.Reject(id, "g1", new PolicyStep.Reject("No."), null);
    assertThat(
            members(
                "ann",
                created(),
                new Change.StepStarted(accept),
                new Change.StepEnded(id, new StepOutcome.Accepted(AT))))
        .containsExactly("taskCreated", "approvalAutoAcceptedByPolicy");
    assertThat(
            members(
                "ann",
                new Change.StepStarted(reject),
                new Change.StepEnded(id, new StepOutcome.Rejected(AT)),
                new Change.TaskClosed(Outcome.DENIED, AT)))
        .containsExactly("approvalAutoRejectedByPolicy", "stateChange", "grantOutcome");
  }

  @Test
  void theRulesThatWereTriedAreTold() {
    PolicyId policy = new PolicyId("p");
    PolicyId other = new PolicyId("q");
    assertThat(
            members(
                "ann",
                created(),
                new Change.RuleTried(policy, "subject.x", false, "No field.", 0, "x", null),
                new Change.RuleTried(policy, "true", true, "", 0, null, other),
                new Change.RuleTried(other, "", true, "", 1, "grant", null)))
        .containsExactly(
            "taskCreated",
            "conditionalPolicyExecutionResult",
            "conditionalPolicyExecutionResult",
            "conditionalPolicyExecutionResult");
    assertThat(told.get(1).path("conditionalPolicyExecutionResult"))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"chainDepth": 0, "condition": "subject.x", "conditionMatched": false,
                     "defaultCondition": false, "error": "No field.", "outcomePolicyId": "",
                     "policyId": "p", "policyKey": "x"}
                    """));
    assertThat(told(1, "/eventType")).isEqualTo("TASK_AUDIT_EVENT_TYPE_ERROR");
    assertThat(told(2, "/conditionalPolicyExecutionResult/outcomePolicyId")).isEqualTo("q");
    assertThat(told.get(3).at("/conditionalPolicyExecutionResult/defaultCondition").asBoolean())
        .isTrue();
  }

  @Test
  void answersToAnApprovalAreTold() {
    assertThat(
            members(
                "ann",
                created(),
                new Change.StepStarted(APPROVAL),
                new Change.FellBackToAdmins(ASKED),
                new Change.StepEnded(ASKED, new StepOutcome.Approved(ANN, AT, true))))
        .containsExactly(
            "taskCreated",
            "approvalInstanceChange",
            "reassignmentFallbackToAdmin",
            "approvedAutomatically",
            "approvalInstanceChange");
    assertThat(told(1, "/approvalInstanceChange/instance/state"))
        .isEqualTo("APPROVAL_INSTANCE_STATE_WAITING");
    assertThat(told(2, "/reassignmentFallbackToAdmin/adminUsers/0/id")).isEqualTo("bob");
    assertThat(told(4, "/approvalInstanceChange/instance/state"))
        .isEqualTo("APPROVAL_INSTANCE_STATE_DONE");

    assertThat(
            members(
                "bob",
                new Change.StepStarted(APPROVAL),
                new Change.StepEnded(ASKED, new StepOutcome.Denied(BOB, AT))))
        .containsExactly("approvalInstanceChange", "actionSubmitted", "approvalInstanceChange");
  }

  @Test
  void whatIsGivenUpIsTold() {
    members("ann", created(), new Change.StepStarted(MANUAL));
    assertThat(members("bob", new Change.StepEnded(BY_HAND, new StepOutcome.Cancelled(BOB, AT))))
        .containsExactly("provisionCancelled");
    members("ann", new Change.StepStarted(MANUAL));
    assertThat(
            members(
                "bob",
                new Change.StepEnded(BY_HAND, new StepOutcome.Errored("", "Out of badges.", AT)),
                new Change.TaskClosed(Outcome.ERROR, AT)))
        .containsExactly("provisionError", "stateChange", "grantOutcome");
    assertThat(told(2, "/eventType")).isEqualTo("TASK_AUDIT_EVENT_TYPE_ERROR");
  }

  @Test
  void whatHappensBesideTheStepsIsToldIfPeopleCareForIt() {
    members("ann", created(), new Change.StepStarted(APPROVAL));
    assertThat(members("ann", new Change.CloseRequested(new Actor.Person(ANN, Set.of()), "", AT)))
        .containsExactly("actionSubmitted");
    assertThat(members(null, new Change.TaskParked("Expected facts, but there are none.")))
        .containsExactly("policyEvaluationStep");
    assertThat(told(0, "/policyEvaluationStep/stepComment"))
        .isEqualTo("Parked: Expected facts, but there are none.");
    assertThat(members("ann", new Change.TaskResumed(ANN))).containsExactly("policyEvaluationStep");
    assertThat(
            members(
                null,
                new Change.WatcherAdded(new TaskId("t2")),
                new Change.OffboardingAdvanced(OffboardingProgress.START)))
        .isEmpty();
    assertThat(
            members(
                "ann",
                new Change.StepEnded(ASKED, new StepOutcome.Cancelled(ANN, AT)),
                new Change.TaskClosed(Outcome.CANCELLED, AT)))
        .containsExactly("approvalInstanceChange", "stateChange", "grantOutcome");
  }

  @Test
  void whatIsHandedOnIsToldWithThoseWhoAreAsked() {
    StepId next = new StepId("s9");
    members("ann", created(), new Change.StepStarted(APPROVAL));
    assertThat(
            members(
                "bob",
                new Change.StepEnded(ASKED, new StepOutcome.Reassigned(next, BOB, AT)),
                new Change.CommentAdded("c1", BOB, "Away."),
                new Change.StepStarted(approval(next))))
        .containsExactly(
            "actionSubmitted", "approvalReassigned", "comment", "approvalInstanceChange");
    assertThat(told(0, "/actionSubmitted/action/actionType"))
        .isEqualTo("TASK_ACTION_TYPE_REASSIGN");
    assertThat(told(1, "/approvalReassigned/oldPolicyStepId")).isEqualTo("s1");
    assertThat(told(1, "/approvalReassigned/newPolicyStepId")).isEqualTo("s9");
    assertThat(told(1, "/approvalReassigned/newUsers/0")).isEqualTo("bob");
    assertThat(told(1, "/approvalReassigned/users/0/id")).isEqualTo("bob");

    assertThat(
            members(
                "bob",
                new Change.StepEnded(next, new StepOutcome.Approved(BOB, AT, false)),
                new Change.StepStarted(MANUAL),
                new Change.StepEnded(BY_HAND, new StepOutcome.Reassigned(BY_HAND, BOB, AT)),
                new Change.StepStarted(MANUAL)))
        .endsWith("actionSubmitted", "provisionReassigned");
    assertThat(
            members(
                "bob",
                new Change.StepEnded(BY_HAND, new StepOutcome.Reassigned(GIVEN, BOB, AT)),
                new Change.StepStarted(BY_CONNECTOR)))
        .containsExactly("actionSubmitted", "connectorActionsStart");
    assertThat(told(0, "/actionSubmitted/action/actionType"))
        .isEqualTo("TASK_ACTION_TYPE_RETRY_PROVISIONING");
  }

  @Test
  void whatAnAdminSteersIsTold() {
    members("ann", created(), new Change.StepStarted(APPROVAL));
    assertThat(
            members(
                "root",
                new Change.StepEnded(ASKED, new StepOutcome.Restarted(ROOT, AT)),
                new Change.PolicyRestarted(ASKED, List.of()),
                new Change.StepStarted(APPROVAL)))
        .containsExactly("actionSubmitted", "taskRestarted", "approvalInstanceChange");
    assertThat(told(0, "/actionSubmitted/action/actionType")).isEqualTo("TASK_ACTION_TYPE_RESTART");
    assertThat(told(1, "/taskRestarted/oldPolicyStepId")).isEqualTo("s1");

    assertThat(
            members(
                "root",
                new Change.StepEnded(ASKED, new StepOutcome.Restarted(ROOT, AT)),
                replaced(Cause.RESET, "p"),
                new Change.StepStarted(APPROVAL)))
        .containsExactly("actionSubmitted", "hardReset", "approvalInstanceChange");
    assertThat(told(0, "/actionSubmitted/action/actionType"))
        .isEqualTo("TASK_ACTION_TYPE_HARD_RESET");
    assertThat(told(1, "/hardReset/oldPolicyStepId")).isEqualTo("s1");

    assertThat(
            members(
                "root",
                new Change.StepEnded(ASKED, new StepOutcome.Restarted(ROOT, AT)),
                replaced(Cause.EMERGENCY, "urgent"),
                new Change.StepStarted(APPROVAL)))
        .containsExactly(
            "actionSubmitted", "taskEscalated", "policyChanged", "approvalInstanceChange");
    assertThat(told(1, "/taskEscalated/oldPolicyId")).isEqualTo("p");
    assertThat(told(2, "/policyChanged/oldPolicyId")).isEqualTo("p");
    assertThat(told(2, "/policyChanged/newPolicyId")).isEqualTo("urgent");

    assertThat(members("root", new Change.GrantDurationChanged(Duration.ofMinutes(90))))
        .containsExactly("actionSubmitted", "grantDurationUpdated");
    assertThat(told(1, "/grantDurationUpdated/duration")).isEqualTo("5400s");
    assertThat(members("root", new Change.StepEnded(ASKED, new StepOutcome.Skipped(ROOT, AT))))
        .containsExactly("actionSubmitted", "stepSkipped");
    assertThat(told(0, "/actionSubmitted/action/policyStepId")).isEqualTo("s1");
    assertThat(told(1, "/stepSkipped/skippedBy")).isEqualTo("root");
  }

  private static StepInstance approval(StepId id) {
    return new StepInstance.Approval(id, "g1", APPROVAL.definition(), List.of(BOB), AT, null);
  }

  private static Change replaced(Cause cause, String by) {
    return new Change.PolicyReplaced(cause, new PolicyId("p"), ASKED, policy(by), "g2", List.of());
  }
}
