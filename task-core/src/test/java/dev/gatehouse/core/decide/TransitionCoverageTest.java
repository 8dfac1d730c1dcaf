package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.offboard;
import static dev.gatehouse.core.scenario.Acts.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.scenario.Act;
import dev.gatehouse.core.scenario.Acts;
import dev.gatehouse.core.scenario.Engine;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What each command does in each situation, given by somebody who has the right to give it. A
 * command that is not in the table fails, and so does a situation that is not filled in.
 *
 * <p>{@code ok}: it changes something; {@code nothing}: it is right, but nothing happens; the rest
 * are reasons of a refusal, with {@code NONE} for NO_SUCH_TASK, {@code CLOSED} for TASK_CLOSED,
 * {@code STALE} for STALE_STEP, {@code KIND} for WRONG_STEP_KIND and {@code RUNNING} for
 * ATTEMPT_RUNNING.
 */
class TransitionCoverageTest {
  private static final String TABLE =
      """
      command               NO_TASK    APPROVAL  CONNECTOR  RUNNING   BY_HAND   CLOSING   CLOSED    CANCELLED PARKED    OFFBOARDING OFFBOARDED
      CreateGrant           ok         CONFLICT  CONFLICT   CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT    CONFLICT
      CreateRevoke          NOT_FOUND  CONFLICT  CONFLICT   CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT    CONFLICT
      CreateOffboarding     ok         CONFLICT  CONFLICT   CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT    CONFLICT
      Approve               NONE       ok        KIND       KIND      KIND      KIND      CLOSED    CLOSED    PARKED    NONE        NONE
      Deny                  NONE       ok        KIND       KIND      KIND      KIND      CLOSED    CLOSED    PARKED    NONE        NONE
      Comment               NONE       ok        ok         ok        ok        ok        ok        ok        ok        ok          ok
      Close                 NONE       ok        ok         ok        ok        nothing   CLOSED    CLOSED    ok        ok          CLOSED
      CompleteProvision     NONE       KIND      RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    STALE       CLOSED
      ErrorProvision        NONE       KIND      RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    STALE       CLOSED
      CancelProvision       NONE       KIND      RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    STALE       CLOSED
      ReportAttempt         NONE       STALE     ok         nothing   STALE     nothing   CLOSED    CLOSED    STALE     STALE       CLOSED
      ProvisioningFinished  NONE       STALE     ok         ok        STALE     ok        CLOSED    ok        STALE     STALE       CLOSED
      ContinueOffboarding   NONE       INVALID   INVALID    INVALID   INVALID   INVALID   CLOSED    CLOSED    PARKED    ok          CLOSED
      ChildClosed           NONE       INVALID   INVALID    INVALID   INVALID   INVALID   INVALID   INVALID   PARKED    nothing     nothing
      Watch                 NONE       ok        ok         ok        ok        ok        ok        ok        ok        ok          ok
      Resume                NONE       nothing   nothing    nothing   nothing   nothing   nothing   nothing   ok        nothing     nothing
      """;

  private static final TaskId TASK = new TaskId("t1");
  private static final Actor WORKER = new Actor.Service("provisioning-worker");

  private enum Situation {
    NO_TASK,
    /** Bob is asked. */
    APPROVAL,
    /** A connector was ordered. */
    CONNECTOR,
    /** Its attempt is running. */
    RUNNING,
    /** It failed, and a person is asked. */
    BY_HAND,
    /** Somebody wants it closed while an attempt is running. */
    CLOSING,
    /** Closed in the approval. */
    CLOSED,
    /** Closed while the attempt of a connector rested. */
    CANCELLED,
    PARKED,
    OFFBOARDING,
    /** An offboarding that is done. */
    OFFBOARDED
  }

  private final World world = World.world();
  private final Engine engine = new Engine(world);

  @TestFactory
  Stream<DynamicTest> everyPairDoesWhatTheTableSays() {
    return table().entrySet().stream()
        .flatMap(
            row ->
                Arrays.stream(Situation.values())
                    .map(
                        situation ->
                            DynamicTest.dynamicTest(
                                row.getKey() + " in " + situation,
                                () ->
                                    assertThat(
                                            new TransitionCoverageTest()
                                                .result(row.getKey(), situation))
                                        .isEqualTo(row.getValue().get(situation.name())))));
  }

  @Test
  void everyCommandIsInTheTable() {
    assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(kinds(Command.class));
  }

  @Test
  void everySituationIsFilledIn() {
    String[] situations =
        Arrays.stream(Situation.values()).map(Situation::name).toArray(String[]::new);
    assertThat(table().values()).allSatisfy(row -> assertThat(row).containsOnlyKeys(situations));
  }

  private static List<String> kinds(Class<?> family) {
    List<String> names = new ArrayList<>();
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (member.isInterface()) {
        names.addAll(kinds(member));
      } else {
        names.add(member.getSimpleName());
      }
    }
    return names.stream().distinct().toList();
  }

  /** Command to situation to result. */
  private static Map<String, Map<String, String>> table() {
    List<List<String>> rows = TABLE.lines().map(line -> Arrays.asList(line.split(" +"))).toList();
    List<String> header = rows.getFirst();
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      Map<String, String> results = new LinkedHashMap<>();
      for (int i = 1; i < row.size(); i++) {
        results.put(header.get(i), row.get(i));
      }
      table.put(row.getFirst(), results);
    }
    return table;
  }

  private String result(String command, Situation situation) {
    reach(situation);
    return switch (give(command)) {
      case Decision.Accepted a -> a.changes().isEmpty() ? "nothing" : "ok";
      case Decision.Rejected r ->
          switch (r.reason()) {
            case NO_SUCH_TASK -> "NONE";
            case TASK_CLOSED -> "CLOSED";
            case STALE_STEP -> "STALE";
            case WRONG_STEP_KIND -> "KIND";
            case ATTEMPT_RUNNING -> "RUNNING";
            default -> r.reason().name();
          };
      case Decision.Needs n -> throw new AssertionError("the engine answers every question");
    };
  }

  private Decision give(String command) {
    return switch (command) {
      case "CreateGrant" -> as("hal", request("editors").forPerson("bob"));
      case "CreateRevoke" -> as("root", Acts.revoke("editors").from("bob"));
      case "CreateOffboarding" -> as("root", offboard("bob"));
      case "Approve" -> as("bob", approve());
      case "Deny" -> as("bob", Acts.deny("No."));
      case "Comment" -> as("root", Acts.comment("Hello."));
      case "Close" -> as("root", close(""));
      case "CompleteProvision" -> as("root", Acts.complete());
      case "ErrorProvision" -> as("root", Acts.error("No."));
      case "CancelProvision" -> as("root", Acts.cancel("No."));
      case "ReportAttempt" -> engine.act(TASK, WORKER, claim());
      case "ProvisioningFinished" -> engine.act(TASK, WORKER, Acts.succeed());
      case "ContinueOffboarding" -> engine.act(TASK, WORKER, Acts.goOn());
      case "ChildClosed" -> engine.act(TASK, WORKER, Acts.childClosed("t9"));
      case "Watch" -> engine.act(TASK, WORKER, Acts.watch("t9"));
      case "Resume" -> as("root", Acts.resume(""));
      default -> throw new AssertionError("nobody knows how to give " + command);
    };
  }

  private void reach(Situation situation) {
    switch (situation) {
      case NO_TASK -> {}
      case APPROVAL -> as("ann", request("editors"));
      case CONNECTOR -> after(Situation.APPROVAL, "bob", approve());
      case RUNNING -> {
        reach(Situation.CONNECTOR);
        engine.act(TASK, WORKER, claim());
      }
      case BY_HAND -> {
        reach(Situation.CONNECTOR);
        engine.act(TASK, WORKER, fail("No."));
      }
      case CLOSING -> after(Situation.RUNNING, "ann", close(""));
      case CLOSED -> after(Situation.APPROVAL, "ann", close(""));
      case CANCELLED -> {
        reach(Situation.CONNECTOR);
        engine.act(TASK, WORKER, Acts.report(AttemptState.RETRYING));
        as("ann", close(""));
      }
      case PARKED -> {
        reach(Situation.APPROVAL);
        engine.park(TASK, "A fault.");
      }
      case OFFBOARDING -> as("mia", offboard("ann"));
      case OFFBOARDED -> {
        reach(Situation.OFFBOARDING);
        while (!engine.queue().isEmpty()) {
          engine.deliver(engine.queue().remove());
        }
      }
    }
  }

  private void after(Situation before, String person, Act act) {
    reach(before);
    as(person, act);
  }

  private Decision as(String person, Act act) {
    return engine.act(TASK, world.actor(person), act);
  }
}
