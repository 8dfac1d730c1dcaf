package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.deny;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Steps.accept;
import static dev.gatehouse.core.scenario.Steps.appOwners;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.delegableApproval;
import static dev.gatehouse.core.scenario.Steps.manager;
import static dev.gatehouse.core.scenario.Steps.otherUsers;
import static dev.gatehouse.core.scenario.Steps.owners;
import static dev.gatehouse.core.scenario.Steps.ownersOrMembers;
import static dev.gatehouse.core.scenario.Steps.reasonedApproval;
import static dev.gatehouse.core.scenario.Steps.self;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.Steps.usersAndSelf;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.FellBackToAdmins;
import dev.gatehouse.core.task.Change.NextStepsChanged;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Change.TaskParked;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApprovalDeciderTest {

  private static World policy(PolicyStep... steps) {
    World world = world();
    world.offer("editors").grantPolicy(steps);
    return world;
  }

  @Test
  void anApproverApprovesAndTheConnectorIsAsked() {
    given(world())
        .and("ann", request("editors"))
        .when("bob", approve())
        .then(StepEnded.class, NextStepsChanged.class, StepStarted.class)
        .thenHistory(StepOutcome.Approved.class)
        .thenTask(
            task -> assertThat(task.actedBy()).extracting(Object::toString).containsExactly("bob"));
  }

  @Test
  void neverAreMoreThanTwoHundredPeopleAsked() {
    String[] many = IntStream.range(0, 250).mapToObj(i -> "p" + i).toArray(String[]::new);
    World world = policy(approval(users(many)));
    for (String id : many) {
      world.person(id);
    }

    given(world)
        .and("ann", request("editors"))
        .thenTask(task -> assertThat(task.assignees()).hasSize(200));
  }

  @Test
  void theCommentOfAnApprovalIsAComment() {
    given(world())
        .and("ann", request("editors"))
        .when("bob", approve("Fine."))
        .then(StepEnded.class, CommentAdded.class, NextStepsChanged.class, StepStarted.class)
        .thenTask(task -> assertThat(task.commentCount()).isEqualTo(1));
  }

  @Test
  void aDenialClosesTheTaskAndLaterApproversAreNotAsked() {
    given(policy(approval(users("bob")), approval(users("cy"))))
        .and("ann", request("editors"))
        .when("bob", deny("No."))
        .then(StepEnded.class, CommentAdded.class, TaskClosed.class)
        .thenClosed(Outcome.DENIED)
        .thenHistory(StepOutcome.Denied.class)
        .thenSentNothing();
  }

  @Test
  void onlyAnApproverMayApproveOrDeny() {
    for (String mayNot : new String[] {"ann", "mia", "olga", "root", "hal"}) {
      given(world())
          .and("ann", request("editors"))
          .when(mayNot, approve())
          .thenRejected(
              Reason.NOT_ALLOWED,
              "Expected one of the step's approvers to approve, but the caller is not among them.")
          .when(mayNot, deny("No."))
          .thenRejected(
              Reason.NOT_ALLOWED,
              "Expected one of the step's approvers to deny, but the caller is not among them.");
    }
  }

  @Test
  void aServiceMayNotApprove() {
    given(world())
        .and("ann", request("editors"))
        .whenService(approve())
        .thenRejected(Reason.NOT_ALLOWED, "Expected one of the step's approvers to approve");
  }

  @Test
  void aReasonIsGivenWhereThePolicyWantsOne() {
    given(policy(reasonedApproval(users("bob"))))
        .and("ann", request("editors"))
        .when("bob", approve(" "))
        .thenRejected(
            Reason.INVALID,
            "Expected a comment that gives the reason of the approval, but it was blank.")
        .when("bob", deny(""))
        .thenRejected(
            Reason.INVALID,
            "Expected a comment that gives the reason of the denial, but it was blank.")
        .when("bob", approve("She needs it."))
        .thenHistory(StepOutcome.Approved.class);
  }

  @Test
  void aSecondApprovalOfTheSameStepIsStale() {
    StepId[] first = new StepId[1];
    given(policy(approval(users("bob", "cy")), approval(users("bob", "cy"))))
        .and("ann", request("editors"))
        .thenTask(task -> first[0] = task.currentStep().id())
        .and("bob", approve())
        .when("cy", task -> new Command.Approve(first[0], ""))
        .thenRejected(Reason.STALE_STEP, "Expected policyStepId to be the current step ")
        .when("bob", task -> new Command.Approve(first[0], ""))
        .thenRejected(Reason.STALE_STEP, ", but it was " + first[0] + ".");
  }

  @Test
  void aProvisionStepCannotBeApproved() {
    given(world())
        .and("ann", request("editors"))
        .and("bob", approve())
        .when("bob", approve())
        .thenRejected(
            Reason.WRONG_STEP_KIND,
            "Expected an approval step, but the current step is of another kind.")
        .when("bob", deny(""))
        .thenRejected(Reason.WRONG_STEP_KIND, "Expected an approval step");
  }

  @Test
  void whereSelfApprovalIsOffNeitherSubjectNorRequesterIsAsked() {
    given(policy(approval(users("ann", "mia", "bob"))))
        .and("mia", request("editors").forPerson("ann"))
        .thenAsked("bob");
  }

  @Test
  void whereSelfApprovalIsOnARequesterWhoIsAnApproverIsApprovedAutomatically() {
    given(policy(approval(usersAndSelf("ann", "bob"))))
        .when("ann", request("editors"))
        .then(
            TaskCreated.class,
            StepStarted.class,
            StepEnded.class,
            NextStepsChanged.class,
            StepStarted.class)
        .thenTask(
            task ->
                assertThat(task.policy().history().getFirst().outcome())
                    .isInstanceOfSatisfying(
                        StepOutcome.Approved.class, o -> assertThat(o.automatically()).isTrue()));
  }

  @Test
  void whereSelfApprovalIsOnTheSubjectOfAnothersRequestMayApprove() {
    given(policy(approval(usersAndSelf("ann", "bob"))))
        .and("mia", request("editors").forPerson("ann"))
        .thenAsked("ann", "bob")
        .when("ann", approve())
        .thenHistory(StepOutcome.Approved.class);
  }

  @Test
  void whoeverApprovedBeforeIsLeftOutWhereApproversMustDiffer() {
    given(policy(approval(users("bob", "cy")), approval(otherUsers("bob", "cy"))))
        .and("ann", request("editors"))
        .and("bob", approve())
        .thenAsked("cy");
  }

  @Test
  void withoutThatDemandOnePersonMayApproveTwice() {
    given(policy(approval(users("bob", "cy")), approval(users("bob", "cy"))))
        .and("ann", request("editors"))
        .and("bob", approve())
        .thenAsked("bob", "cy");
  }

  @Test
  void theDisabledAreNotAsked() {
    given(policy(approval(users("bob", "cy"))).disabled("bob"))
        .and("ann", request("editors"))
        .thenAsked("cy");
  }

  @Test
  void managersAreAsked() {
    given(policy(approval(manager()))).and("ann", request("editors")).thenAsked("mia");
  }

  @Test
  void whereThereIsNoManagerTheFallbackIsAsked() {
    given(policy(approval(manager("cy", "dan"))))
        .and("bob", request("editors"))
        .thenAsked("cy", "dan");
  }

  @Test
  void theFallbackMayBeTheMembersOfAGroup() {
    World world = policy(approval(ownersOrMembers("security"))).members("security", "cy", "dan");
    world.offer("editors").owners();
    given(world).and("ann", request("editors")).thenAsked("cy", "dan");
  }

  @Test
  void ownersOfTheEntitlementOrTheAppAreAsked() {
    given(policy(approval(owners()))).and("ann", request("editors")).thenAsked("olga");
    given(policy(approval(appOwners()))).and("ann", request("editors")).thenAsked("otto");
  }

  @Test
  void thePersonBehindTheAccountIsAsked() {
    given(policy(approval(self(true))))
        .and("hal", request("editors").onAccount("wiki-ann"))
        .thenAsked("ann");
  }

  @Test
  void lastTheSuperAdminsAreAsked() {
    given(policy(approval(owners("bob"))).disabled("olga").disabled("bob"))
        .when("ann", request("editors"))
        .then(TaskCreated.class, StepStarted.class, FellBackToAdmins.class)
        .thenAsked("root");
  }

  @Test
  void theRequesterIsNotAskedAsSuperAdminEither() {
    World world = policy(approval(users("root")));
    world.person("ruth", Role.SUPER_ADMIN);
    given(world).and("root", request("editors").forPerson("ann")).thenAsked("ruth");
  }

  @Test
  void theBuiltInPolicyAsksTheAppsOwnersBeforeTheSuperAdmins() {
    World world = world();
    world.builtIn(world.offer("editors").policyId("grant"), "grant", approval(owners()));
    given(world).and("ann", request("editors")).thenAsked("olga");
    world.offer("editors").owners();
    given(world).on("t2").and("bob", request("editors")).thenAsked("otto");
    world.offer("editors").appOwners();
    given(world).on("t3").and("cy", request("editors")).thenAsked("root");
  }

  @Test
  void aDelegateStandsInWhereTheStepAllowsIt() {
    given(policy(delegableApproval(users("bob", "cy"))).delegating("bob", "dan"))
        .and("ann", request("editors"))
        .thenAsked("dan", "cy")
        .when("dan", approve())
        .thenHistory(StepOutcome.Approved.class);
    given(policy(approval(users("bob", "cy"))).delegating("bob", "dan"))
        .and("ann", request("editors"))
        .thenAsked("bob", "cy");
  }

  @Test
  void aDelegateWhoIsDisabledDoesNotStandIn() {
    given(policy(delegableApproval(users("bob"))).delegating("bob", "dan").disabled("dan"))
        .and("ann", request("editors"))
        .thenAsked("bob");
  }

  @Test
  void theSubjectDoesNotGetInAsADelegate() {
    given(policy(delegableApproval(users("bob", "cy"))).delegating("bob", "ann"))
        .and("ann", request("editors"))
        .thenAsked("cy");
  }

  @Test
  void aStepThatNobodyCanApproveParksTheTask() {
    given(policy(approval(users("bob")), approval(otherUsers("bob"))).disabled("root"))
        .and("ann", request("editors"))
        .when("bob", approve())
        .then(StepEnded.class, TaskParked.class)
        .thenTask(
            task ->
                assertThat(task.parked())
                    .startsWith("Expected somebody who may approve this step of the policy")
                    .contains("Whoever approved an earlier step may not approve this one."));
  }

  @Test
  void longListsOfPeopleTakeFewRoundsOfQuestions() {
    String[] many = IntStream.range(0, 40).mapToObj(i -> "p" + i).toArray(String[]::new);
    World world = policy(delegableApproval(users(many)), delegableApproval(manager(many)));
    for (String id : many) {
      world.person(id).person(id + "-delegate").delegating(id, id + "-delegate");
    }
    given(world)
        .and("ann", request("editors"))
        .thenTask(task -> assertThat(task.assignees()).hasSize(40))
        .and("p7-delegate", approve())
        .thenAsked("mia");
  }

  @Test
  void anAcceptStepEndsTheApprovals() {
    given(policy(approval(users("bob")), accept("Fine by the rules."), approval(users("cy"))))
        .and("ann", request("editors"))
        .when("bob", approve())
        .thenHistory(StepOutcome.Approved.class, StepOutcome.Accepted.class)
        .thenOrdered();
  }
}
