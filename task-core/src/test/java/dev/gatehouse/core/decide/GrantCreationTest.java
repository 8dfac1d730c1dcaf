package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.Steps.usersAndSelf;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.OpenKey;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.scenario.Steps;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.FellBackToAdmins;
import dev.gatehouse.core.task.Change.NextStepsChanged;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrantCreationTest {
  private static final String ON_BEHALF =
      "User does not have permission to request access on behalf of another user";

  @Test
  void aRequestForOneselfAsksTheFirstApprover() {
    given(world())
        .when("ann", request("editors").lasting(Duration.ofHours(1)))
        .then(TaskCreated.class, StepStarted.class)
        .thenAsked("bob")
        .thenTask(
            task -> {
              assertThat(task.displayName()).isEqualTo("Grant editors of Wiki to Ann");
              assertThat(task.createdBy()).isEqualTo(new UserId("ann"));
              assertThat(task.version()).isEqualTo(1);
              assertThat(task.processing()).isEqualTo(Processing.WAITING);
              assertThat(task.participants())
                  .extracting(Object::toString)
                  .containsExactly("ann", "mia", "olga", "otto", "bob");
              Subject.Grant grant = (Subject.Grant) task.subject();
              assertThat(grant.identity()).isEqualTo(new UserId("ann"));
              assertThat(grant.appUserId()).isEqualTo(new AppUserId("wiki-ann"));
              assertThat(grant.duration()).isEqualTo(Duration.ofHours(1));
            });
  }

  @Test
  void aPersonWithoutAnAccountCanAsk() {
    given(world())
        .when("cy", request("editors"))
        .then(TaskCreated.class, StepStarted.class)
        .thenTask(task -> assertThat(((Subject.Grant) task.subject()).appUserId()).isNull());
  }

  @Test
  void theAccountMayBeNamedAloneOrWithItsOwner() {
    given(world())
        .when("ann", request("editors").onAccount("wiki-ann"))
        .then(TaskCreated.class, StepStarted.class);
    given(world())
        .when("ann", request("editors").onAccount("wiki-ann").forPerson("ann"))
        .then(TaskCreated.class, StepStarted.class);
  }

  @Test
  void anUnknownEntitlementIsNotFound() {
    given(world())
        .when("ann", request("viewers"))
        .thenRejected(
            Reason.NOT_FOUND,
            "Expected appEntitlementId to name an entitlement of the app wiki, but viewers was not"
                + " found there.")
        .thenThereIsNoTask();
  }

  @Test
  void aDeletedEntitlementIsNotFound() {
    World world = world();
    world.offer("editors").deleted();
    given(world)
        .when("ann", request("editors"))
        .thenRejected(Reason.NOT_FOUND, "but editors was not found there.");
  }

  @Test
  void anUnknownPersonIsNotFound() {
    given(world())
        .when("root", request("editors").forPerson("zoe"))
        .thenRejected(Reason.NOT_FOUND, "Expected a person with the id zoe, but there is none.");
  }

  @Test
  void anUnknownAccountIsNotFound() {
    given(world())
        .when("ann", request("editors").onAccount("wiki-zoe"))
        .thenRejected(
            Reason.NOT_FOUND,
            "Expected appUserId to name an account of the app wiki, but wiki-zoe was not found"
                + " there.");
  }

  @Test
  void aDeletedAccountIsNotFound() {
    given(world().account("old", "ann", true))
        .when("ann", request("editors").onAccount("old"))
        .thenRejected(Reason.NOT_FOUND, "but old was not found there.");
  }

  @Test
  void accountAndPersonMustBelongTogether() {
    given(world())
        .when("root", request("editors").onAccount("wiki-bob").forPerson("ann"))
        .thenRejected(
            Reason.INVALID,
            "Expected appUserId and identityUserId to belong to the same person, but the account"
                + " wiki-bob is not one of ann.");
  }

  @Test
  void anAccountOfNobodyIsNotThatOfThePersonNamed() {
    given(world().account("robot", null))
        .when("root", request("editors").onAccount("robot").forPerson("ann"))
        .thenRejected(Reason.INVALID, "the account robot is not one of ann.");
  }

  @Test
  void anAccountOfNobodyCanGetAccessThroughTheHelpdesk() {
    given(world().account("robot", null))
        .when("hal", request("editors").onAccount("robot"))
        .then(TaskCreated.class, StepStarted.class)
        .thenTask(
            task -> {
              assertThat(task.subject().person()).isNull();
              assertThat(task.displayName()).isEqualTo("Grant editors of Wiki to robot");
            });
    given(world().account("robot", null))
        .when("ann", request("editors").onAccount("robot"))
        .thenRejected(Reason.NOT_ALLOWED, ON_BEHALF);
  }

  @Test
  void withTwoAccountsOneMustBeNamed() {
    World world = world().account("wiki-ann-2", "ann");
    given(world)
        .when("ann", request("editors"))
        .thenRejected(
            Reason.INVALID,
            "Expected appUserId, since the person ann has 2 accounts in the app wiki.");
    given(world)
        .when("ann", request("editors").onAccount("wiki-ann-2"))
        .then(TaskCreated.class, StepStarted.class);
  }

  @Test
  void aServiceMustNameWhomItIsFor() {
    given(world())
        .whenService(request("editors"))
        .thenRejected(
            Reason.INVALID,
            "Expected appUserId or identityUserId, since no person makes this request.");
    given(world())
        .whenService(request("editors").forPerson("ann"))
        .then(TaskCreated.class, StepStarted.class);
  }

  @Test
  void aDurationOverTheMaximumIsRefusedInThePhraseThatClientsCutOut() {
    World world = world();
    world.offer("editors").longest(Duration.ofHours(2));
    given(world)
        .when("ann", request("editors").lasting(Duration.ofSeconds(7201)))
        .thenRejected(
            Reason.INVALID,
            "Expected a shorter grantDuration, but it was 7201s: grant duration must be less than"
                + " or equal to max provision time (7200s)");
  }

  @Test
  void aMissingDurationIsRefusedWhereThereIsAMaximum() {
    World world = world();
    world.offer("editors").longest(Duration.ofHours(2));
    given(world)
        .when("ann", request("editors"))
        .thenRejected(
            Reason.INVALID,
            "Expected a grantDuration, but it was left out: grant duration must be less than or"
                + " equal to max provision time (7200s)");
  }

  @Test
  void theMaximumItselfIsAllowed() {
    World world = world();
    world.offer("editors").longest(Duration.ofHours(2));
    given(world)
        .when("ann", request("editors").lasting(Duration.ofHours(2)))
        .then(TaskCreated.class, StepStarted.class);
  }

  @Test
  void aDurationMustBeLongerThanNothing() {
    given(world())
        .when("ann", request("editors").lasting(Duration.ZERO))
        .thenRejected(
            Reason.INVALID, "Expected grantDuration to be longer than nothing, but it was 0s.");
    given(world())
        .when("ann", request("editors").lasting(Duration.ofSeconds(-5)))
        .thenRejected(Reason.INVALID, "but it was -5s.");
  }

  @Test
  void emergencyAccessRunsItsOwnPolicy() {
    World world = world();
    world.offer("editors").emergencyPolicy(approval(users("cy")));
    given(world)
        .when("ann", request("editors").asEmergency())
        .then(TaskCreated.class, StepStarted.class)
        .thenAsked("cy")
        .thenTask(task -> assertThat(task.emergencyAccess()).isTrue());
    given(world).on("t2").when("bob", request("editors")).thenAsked("root");
  }

  @Test
  void emergencyAccessIsRefusedWhereItIsNotOffered() {
    given(world())
        .when("ann", request("editors").asEmergency())
        .thenRejected(
            Reason.INVALID,
            "Expected an entitlement with emergency access, but editors does not offer it.");
  }

  @Test
  void managersAndThreeRolesMayAskForOthers() {
    for (String may : new String[] {"mia", "hal", "rae", "root"}) {
      given(world())
          .when(may, request("editors").forPerson("ann"))
          .then(TaskCreated.class, StepStarted.class)
          .thenTask(task -> assertThat(task.createdBy()).isEqualTo(new UserId(may)));
    }
  }

  @Test
  void nobodyElseMayAskForOthers() {
    for (String mayNot : new String[] {"eve", "bob", "rob", "olga", "otto"}) {
      given(world())
          .when(mayNot, request("editors").forPerson("ann"))
          .thenRejected(Reason.NOT_ALLOWED, ON_BEHALF)
          .thenThereIsNoTask();
      given(world())
          .when(mayNot, request("editors").onAccount("wiki-ann"))
          .thenRejected(Reason.NOT_ALLOWED, ON_BEHALF);
    }
  }

  @Test
  void nothingIsGivenToTheDisabled() {
    given(world().disabled("ann"))
        .when("mia", request("editors").forPerson("ann"))
        .thenRejected(
            Reason.DISABLED, "Expected an active person, but Ann is disabled or deleted.");
  }

  @Test
  void nothingIsGivenToSomebodyWhoIsLeaving() {
    given(world().leaving("ann"))
        .when("ann", request("editors"))
        .thenRejected(Reason.LEAVING, "Expected a person who stays, but Ann is leaving.");
  }

  @Test
  void whatIsGrantedIsNotGrantedAgain() {
    given(world().granted("editors", "wiki-ann"))
        .when("ann", request("editors"))
        .thenRejected(
            Reason.ALREADY_GRANTED,
            "Expected access that is not there yet, but editors is already granted.");
  }

  @Test
  void anExtensionProlongsWhatIsGranted() {
    given(world().granted("editors", "wiki-ann"))
        .when("ann", request("editors").asExtension())
        .then(TaskCreated.class, StepStarted.class);
  }

  @Test
  void aSecondRequestForTheSameAccessNamesTheFirst() {
    given(world())
        .and("ann", request("editors"))
        .on("t2")
        .when("mia", request("editors").forPerson("ann"))
        .thenRejected(
            Reason.ALREADY_OPEN, "Expected no open task for the same access, but t1 is open.")
        .withDetail("taskId", "t1")
        .thenThereIsNoTask();
  }

  @Test
  void aRevocationDoesNotStandInTheWayOfAnExtension() {
    given(world().granted("editors", "wiki-ann"))
        .and("ann", revoke("editors"))
        .on("t2")
        .when("ann", request("editors").asExtension())
        .then(TaskCreated.class, StepStarted.class);
  }

  @Test
  void aMissingPolicyIsNamed() {
    World world = world();
    world.withoutPolicy(world.offer("editors").policyId("grant"));
    given(world)
        .when("ann", request("editors"))
        .thenRejected(
            Reason.INVALID,
            "Expected a policy to decide this request, but editors-grant was not found.");
  }

  @Test
  void aRequestThatNobodyCouldApproveIsRefused() {
    World world = world().disabled("root").disabled("bob");
    given(world)
        .when("ann", request("editors"))
        .thenRejected(
            Reason.INVALID,
            "Expected somebody who may approve this step of the policy \"editors-grant\", but"
                + " nobody is left")
        .thenThereIsNoTask();
  }

  /** Root is the only one who could be asked, and asks. */
  private static World rootAlone() {
    World world = world();
    world.builtIn(
        world.offer("editors").policyId("grant"), "grant", Steps.approval(Steps.owners()));
    world.offer("editors").owners().appOwners();
    return world;
  }

  @Test
  void aSuperAdminWhoIsTheLastResortIsRefusedAndToldWhatHelps() {
    given(rootAlone())
        .when("root", request("editors"))
        .thenRejected(
            Reason.INVALID,
            " The requester and the subject may not approve here, as the step does not allow"
                + " self-approval. Name another approver or owner, or make somebody else a super"
                + " admin, or use a policy that allows self-approval.")
        .thenThereIsNoTask();
  }

  @Test
  void whatTheRefusalNamesHelps() {
    World owned = rootAlone();
    owned.offer("editors").owners("olga");
    given(owned).and("root", request("editors")).thenAsked("olga");
    given(rootAlone().person("ruth", Role.SUPER_ADMIN))
        .and("root", request("editors"))
        .thenAsked("ruth");
    World selfApproved = rootAlone();
    selfApproved.offer("editors").grantPolicy(approval(usersAndSelf()));
    given(selfApproved.account("wiki-root", "root"))
        .when("root", request("editors"))
        .then(
            TaskCreated.class,
            StepStarted.class,
            FellBackToAdmins.class,
            StepEnded.class,
            NextStepsChanged.class,
            StepStarted.class)
        .thenHistory(StepOutcome.Approved.class)
        .thenOrdered();
  }

  @Test
  void aTaskIsCreatedOnce() {
    given(world())
        .and("ann", request("editors"))
        .when("ann", request("editors"))
        .thenRejected(Reason.CONFLICT, "Expected a new task, but t1 was created before.");
  }

  @Test
  void theKeyOfAnOpenTaskNamesTheAccountWhereOneIsKnown() {
    var editors = world().offer("editors").ref();
    given(world())
        .and("ann", request("editors"))
        .thenTask(
            task ->
                assertThat(task.subject().openKey())
                    .isEqualTo(OpenKey.grant(editors, null, new AppUserId("wiki-ann")))
                    .isEqualTo("grant/wiki/editors/account/wiki-ann"));
    given(world())
        .and("cy", request("editors"))
        .thenTask(
            task -> assertThat(task.subject().openKey()).isEqualTo("grant/wiki/editors/person/cy"));
  }
}
