package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.scenario.Steps;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.CommentAdded;
import dev.gatehouse.core.task.Change.NextStepsChanged;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskClosed;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RevokeCreationTest {
  private static final String ON_BEHALF =
      "User does not have permission to request access on behalf of another user";

  private static World annIsEditor() {
    return world().granted("editors", "wiki-ann");
  }

  @Test
  void onesOwnAccessIsTakenBackAfterTheApprovalsOfItsPolicy() {
    given(annIsEditor())
        .when("ann", revoke("editors"))
        .then(TaskCreated.class, StepStarted.class)
        .thenAsked("bob")
        .thenTask(
            task -> {
              assertThat(task.displayName()).isEqualTo("Revoke editors of Wiki from Ann");
              Subject.Revoke revoke = (Subject.Revoke) task.subject();
              assertThat(revoke.appUserId()).isEqualTo(new AppUserId("wiki-ann"));
              assertThat(revoke.identity()).isEqualTo(new UserId("ann"));
              assertThat(revoke.openKey()).isEqualTo("revoke/wiki/editors/account/wiki-ann");
            });
  }

  @Test
  void managersOwnersAndTwoRolesMayTakeBackFromOthers() {
    for (String may : new String[] {"mia", "olga", "otto", "hal", "root"}) {
      given(annIsEditor())
          .when(may, revoke("editors").from("ann"))
          .then(TaskCreated.class, StepStarted.class);
      given(annIsEditor())
          .when(may, revoke("editors").onAccount("wiki-ann"))
          .then(TaskCreated.class, StepStarted.class);
    }
  }

  @Test
  void nobodyElseMayTakeBackFromOthers() {
    for (String mayNot : new String[] {"eve", "bob", "rae", "rob"}) {
      given(annIsEditor())
          .when(mayNot, revoke("editors").from("ann"))
          .thenRejected(Reason.NOT_ALLOWED, ON_BEHALF);
      given(annIsEditor())
          .when(mayNot, revoke("editors").onAccount("wiki-ann").from("ann"))
          .thenRejected(Reason.NOT_ALLOWED, ON_BEHALF);
    }
  }

  @Test
  void whoMayNotTakeBackDoesNotLearnWhetherThereIsAnything() {
    given(world())
        .when("eve", revoke("editors").from("ann"))
        .thenRejected(Reason.NOT_ALLOWED, ON_BEHALF);
    given(world())
        .when("eve", revoke("editors").onAccount("wiki-ann"))
        .thenRejected(Reason.NOT_ALLOWED, ON_BEHALF);
  }

  @Test
  void withoutALiveGrantThereIsNothingToTakeBack() {
    given(world())
        .when("ann", revoke("editors"))
        .thenRejected(
            Reason.NOT_FOUND,
            "Expected access that can be taken back, but nobody named here holds the entitlement"
                + " editors of the app wiki.")
        .thenThereIsNoTask();
    given(world())
        .when("root", revoke("editors").from("zoe"))
        .thenRejected(Reason.NOT_FOUND, "nobody named here holds the entitlement");
  }

  @Test
  void anUnknownEntitlementIsNotFound() {
    given(world())
        .when("ann", revoke("viewers"))
        .thenRejected(Reason.NOT_FOUND, "but viewers was not found there.");
  }

  @Test
  void whatIsLeftOfADeletedEntitlementCanBeTakenBack() {
    World world = annIsEditor();
    world.offer("editors").deleted();
    given(world).when("ann", revoke("editors")).then(TaskCreated.class, StepStarted.class);
  }

  @Test
  void accountAndPersonMustBelongTogether() {
    given(annIsEditor())
        .when("root", revoke("editors").onAccount("wiki-ann").from("bob"))
        .thenRejected(
            Reason.INVALID,
            "Expected appUserId and identityUserId to belong to the same person, but the account"
                + " wiki-ann is not one of bob.");
  }

  @Test
  void aSecondRevocationNamesTheFirst() {
    given(annIsEditor())
        .and("ann", revoke("editors"))
        .on("t2")
        .when("olga", revoke("editors").from("ann"))
        .thenRejected(
            Reason.ALREADY_OPEN, "Expected no open task for the same revocation, but t1 is open.")
        .withDetail("taskId", "t1");
  }

  @Test
  void aMissingPolicyIsNamed() {
    World world = annIsEditor();
    world.withoutPolicy(world.offer("editors").policyId("revoke"));
    given(world)
        .when("ann", revoke("editors"))
        .thenRejected(
            Reason.INVALID,
            "Expected a policy to decide this request, but editors-revoke was not found.");
  }

  @Test
  void aServiceAsksNobody() {
    given(annIsEditor())
        .whenService(revoke("editors").onAccount("wiki-ann"))
        .then(TaskCreated.class, NextStepsChanged.class, StepStarted.class)
        .thenTask(task -> assertThat(task.createdBy()).isNull())
        .thenOrdered();
  }

  @Test
  void aServiceRunsTheProvisionStepsOfThePolicyOnly() {
    World world = annIsEditor();
    world
        .offer("editors")
        .revokePolicy(
            Steps.approval(Steps.users("bob")),
            Steps.provision(Steps.connector("own")),
            Steps.reject("No."));
    var order =
        given(world)
            .whenService(revoke("editors").from("ann"))
            .then(TaskCreated.class, StepStarted.class)
            .thenOrdered();
    assertThat(order.connectorId()).hasToString("own");
    assertThat(order.give()).isFalse();
  }

  private static final RevokeSource EXPIRED =
      new RevokeSource.Expired(Instant.parse("2026-11-01T00:00:00Z"));
  private static final RevokeSource UNDONE = new RevokeSource.Undone(new TaskId("t7"), null);

  @Test
  void anExpiredGrantIsTakenBackWithoutApprovalsAndOnlyForWhatExpired() {
    FollowUp.Provision order =
        given(annIsEditor())
            .whenService(revoke("editors").onAccount("wiki-ann").because(EXPIRED))
            .then(TaskCreated.class, NextStepsChanged.class, StepStarted.class)
            .thenOrdered();
    assertThat(order.ending())
        .isEqualTo(new Ending.ExpiredBy(Instant.parse("2026-11-01T00:00:00Z")));
  }

  @Test
  void whatSomethingElseJustifiesIsNotTakenBackForWhatEnded() {
    for (RevokeSource why : new RevokeSource[] {EXPIRED, UNDONE}) {
      World world = annIsEditor().granted("editors", "wiki-ann", "t7");
      given(world.granted("editors", "wiki-ann", "t8"))
          .on("t9")
          .whenService(revoke("editors").onAccount("wiki-ann").because(why))
          .thenRejected(
              Reason.CONFLICT,
              "Expected access that nothing justifies any more, but something else still justifies"
                  + " editors of the app wiki.")
          .thenThereIsNoTask();
      assertThat(world.reasons("editors", "wiki-ann")).hasSize(2).contains("t8");
    }
  }

  @Test
  void whoeverAsksWithoutNamingAReasonTakesAllOfThem() {
    FollowUp.Provision order =
        given(annIsEditor().granted("editors", "wiki-ann", "t7"))
            .and("ann", revoke("editors"))
            .when("bob", approve())
            .thenOrdered();
    assertThat(order.ending()).isNull();
    FollowUp.Provision child =
        given(annIsEditor().granted("editors", "wiki-ann", "t7"))
            .whenService(revoke("editors").onAccount("wiki-ann").from("ann").by("off"))
            .thenOrdered();
    assertThat(child.ending()).isNull();
  }

  @Test
  void peopleDoNotSayThatSomethingExpiredOrCameToNothing() {
    for (RevokeSource why : new RevokeSource[] {EXPIRED, UNDONE}) {
      given(annIsEditor())
          .when("root", revoke("editors").from("ann").because(why))
          .thenRejected(
              Reason.NOT_ALLOWED,
              "Expected a service to end what expired or came to nothing, but a person did.");
    }
  }

  @Test
  void aServiceMustNameWhomItIsFrom() {
    given(annIsEditor())
        .whenService(revoke("editors"))
        .thenRejected(Reason.INVALID, "since no person makes this request.");
  }

  @Test
  void onlyAServiceMayNameAParent() {
    given(annIsEditor())
        .when("root", revoke("editors").from("ann").by("off"))
        .thenRejected(
            Reason.NOT_ALLOWED, "Expected a service to name a parent task, but a person did.");
  }

  @Test
  void theChildOfAnOffboardingIsNeverRefusedSinceItsParentWaitsForIt() {
    given(world())
        .whenService(revoke("editors").onAccount("wiki-ann").from("ann").by("off"))
        .then(TaskCreated.class, CommentAdded.class, TaskClosed.class)
        .thenClosed(Outcome.SUCCESS)
        .thenSent(Command.ChildClosed.class);
    given(annIsEditor())
        .and("ann", revoke("editors"))
        .on("t2")
        .whenService(revoke("editors").onAccount("wiki-ann").by("off"))
        .thenClosed(Outcome.CANCELLED)
        .thenSent(Command.ChildClosed.class);
    World world = annIsEditor();
    world.withoutPolicy(world.offer("editors").policyId("revoke"));
    given(world)
        .whenService(revoke("editors").onAccount("wiki-ann").by("off"))
        .thenClosed(Outcome.ERROR)
        .thenSent(Command.ChildClosed.class);
  }
}
