package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.cancel;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.comment;
import static dev.gatehouse.core.scenario.Acts.complete;
import static dev.gatehouse.core.scenario.Acts.deny;
import static dev.gatehouse.core.scenario.Acts.error;
import static dev.gatehouse.core.scenario.Acts.escalate;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.lasting;
import static dev.gatehouse.core.scenario.Acts.offboard;
import static dev.gatehouse.core.scenario.Acts.process;
import static dev.gatehouse.core.scenario.Acts.reassign;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.reset;
import static dev.gatehouse.core.scenario.Acts.restart;
import static dev.gatehouse.core.scenario.Acts.resume;
import static dev.gatehouse.core.scenario.Acts.retry;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Acts.skip;
import static dev.gatehouse.core.scenario.Steps.reassignable;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.scenario.Act;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may do what, by relation and by role: one row for each thing that can be done about the
 * access of a person, one column for each way to be somebody. {@code none} means that there is no
 * such task for them.
 */
class RightsTest {
  private static final String TABLE =
      """
      action             subject manager approver entitlement-owner app-owner nobody SUPER_ADMIN READ_ONLY_ADMIN REQUEST_ADMIN HELPDESK APPLICATION_ADMIN CONNECTOR_ADMIN CAMPAIGN_ADMIN
      request            yes     yes     no       no                no        no     yes         no              yes           yes      no                no              no
      revoke             yes     yes     no       yes               yes       no     yes         no              no            yes      no                no              no
      offboard           no      yes     no       no                no        no     yes         no              no            yes      no                no              no
      see                yes     yes     yes      yes               yes       none   yes         yes             yes           yes      none              none            none
      approve            no      no      yes      no                no        none   no          no              no            no       none              none            none
      deny               no      no      yes      no                no        none   no          no              no            no       none              none            none
      close-own          yes     no      no       no                no        none   yes         no              no            no       none              none            none
      close-of-another   no      yes     no       no                no        none   yes         no              no            no       none              none            none
      provision-complete no      no      no       no                yes       none   yes         no              no            no       none              none            none
      provision-errored  no      no      no       no                yes       none   yes         no              no            no       none              none            none
      provision-canceled no      no      no       no                yes       none   yes         no              no            no       none              none            none
      reassign           no      no      yes      no                no        none   yes         no              no            no       none              none            none
      restart            no      no      no       no                no        none   yes         no              no            no       none              none            none
      reset              no      no      no       no                no        none   yes         no              no            no       none              none            none
      skip-step          no      no      no       no                no        none   yes         no              no            no       none              none            none
      process            no      no      no       no                no        none   yes         no              no            no       none              none            none
      retry              no      no      no       no                yes       none   yes         no              no            no       none              none            none
      update-duration    no      no      yes      no                no        none   yes         no              no            no       none              none            none
      escalate-own       yes     no      no       no                no        none   yes         no              no            no       none              none            none
      escalate-another's yes     yes     no       no                no        none   yes         no              no            no       none              none            none
      resume             no      no      no       no                no        none   yes         no              no            no       none              none            none
      see-offboarding    yes     yes     none     none              none      none   yes         yes             yes           yes      none              none            none
      close-offboarding  no      yes     none     none              none      none   yes         no              no            no       none              none            none
      """;

  private static final List<List<String>> ROWS =
      TABLE.lines().map(line -> Arrays.asList(line.split(" +"))).toList();

  @TestFactory
  Stream<DynamicTest> everybodyMayDoWhatTheTableSays() {
    List<String> who = ROWS.getFirst();
    return ROWS.stream()
        .skip(1)
        .flatMap(
            row ->
                IntStream.range(1, row.size())
                    .mapToObj(
                        i ->
                            DynamicTest.dynamicTest(
                                row.getFirst() + " by " + who.get(i),
                                () ->
                                    assertThat(result(row.getFirst(), who.get(i)))
                                        .isEqualTo(row.get(i)))));
  }

  @TestFactory
  Stream<DynamicTest> everyRoleBeyondTheBasicOneHasAColumn() {
    return Stream.of(Role.values())
        .filter(role -> role != Role.BASIC_USER)
        .map(
            role ->
                DynamicTest.dynamicTest(
                    role.name(), () -> assertThat(ROWS.getFirst()).contains(role.name())));
  }

  private static String result(String action, String who) {
    String person = person(who);
    Decision decision =
        switch (action) {
          case "request" ->
              new Story(given(world())).act(person, request("editors").forPerson("ann"));
          case "revoke" ->
              new Story(given(world().granted("editors", "wiki-ann")))
                  .act(person, revoke("editors").from("ann"));
          case "offboard" -> new Story(given(world())).act(person, offboard("ann"));
          case "see" -> requested().act(person, comment("I see it."));
          case "approve" -> requested().act(person, approve());
          case "deny" -> requested().act(person, deny("No."));
          case "close-own" -> requested().act(person, close(""));
          case "close-of-another" ->
              new Story(given(world()).and("mia", request("editors").forPerson("ann")))
                  .act(person, close(""));
          case "reassign" -> requested().act(person, reassign("", "dan"));
          case "restart" -> requested().act(person, restart(""));
          case "reset" -> requested().act(person, reset(""));
          case "skip-step" -> requested().act(person, skip(""));
          case "process" -> requested().act(person, process());
          case "retry" -> byHand().act(person, retry(""));
          case "update-duration" -> requested().act(person, lasting(Duration.ofHours(1)));
          case "escalate-own" -> requested().act(person, escalate(""));
          case "escalate-another's" ->
              new Story(given(world()).and("mia", request("editors").forPerson("ann")))
                  .act(person, escalate(""));
          case "provision-complete" -> byHand().act(person, complete());
          case "provision-errored" -> byHand().act(person, error("Cannot."));
          case "provision-canceled" -> byHand().act(person, cancel("Will not."));
          case "resume" ->
              new Story(given(world()).and("ann", request("editors")).parked("A fault."))
                  .act(person, resume(""));
          case "see-offboarding" -> offboarding().act(person, comment("I see it."));
          case "close-offboarding" -> offboarding().act(person, close(""));
          default -> throw new IllegalArgumentException(action);
        };
    return switch (decision) {
      case Decision.Accepted a -> "yes";
      case Decision.Rejected r ->
          r.reason() == Reason.NOT_ALLOWED
              ? "no"
              : r.reason() == Reason.NO_SUCH_TASK ? "none" : r.sentence();
      case Decision.Needs n -> throw new AssertionError("the engine answers every question");
    };
  }

  private static String person(String who) {
    return switch (who) {
      case "subject" -> "ann";
      case "manager" -> "mia";
      case "approver" -> "bob";
      case "entitlement-owner" -> "olga";
      case "app-owner" -> "otto";
      case "nobody" -> "eve";
      default -> who.toLowerCase(Locale.ROOT);
    };
  }

  /** The usual world, and one person for each role. */
  private static World world() {
    World world = World.world();
    for (Role role : Role.values()) {
      world.person(role.name().toLowerCase(Locale.ROOT), role);
    }
    world.offer("editors").grantPolicy(reassignable(users("bob")));
    world.offer("editors").emergencyPolicy(reassignable(users("cy")));
    return world;
  }

  private static Story requested() {
    return new Story(given(world()).and("ann", request("editors")));
  }

  /** A connector failed, so the owner of the app is asked. */
  private static Story byHand() {
    return new Story(
        given(world())
            .and("ann", request("editors"))
            .and("bob", approve())
            .andService(claim())
            .andService(fail("No.")));
  }

  private static Story offboarding() {
    return new Story(given(world()).and("mia", offboard("ann")));
  }

  private record Story(TaskScenario scenario) {
    Decision act(String person, Act act) {
      return scenario.engine().act(new TaskId("t1"), scenario.world().actor(person), act);
    }
  }
}
