package dev.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.scenario.Situations;
import dev.gatehouse.core.scenario.Situations.Situation;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
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
      command               NO_TASK    APPROVAL  CONNECTOR  RUNNING   BY_HAND   CLOSING   CLOSED    CANCELLED PARKED    WAITING     FORM      OFFBOARDING OFFBOARDED
      CreateGrant           ok         CONFLICT  CONFLICT   CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT    CONFLICT  CONFLICT    CONFLICT
      CreateRevoke          NOT_FOUND  CONFLICT  CONFLICT   CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT    CONFLICT  CONFLICT    CONFLICT
      CreateOffboarding     ok         CONFLICT  CONFLICT   CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT  CONFLICT    CONFLICT  CONFLICT    CONFLICT
      Approve               NONE       ok        KIND       KIND      KIND      KIND      CLOSED    CLOSED    PARKED    NONE        NONE      NONE        NONE
      Deny                  NONE       ok        KIND       KIND      KIND      KIND      CLOSED    CLOSED    PARKED    NONE        NONE      NONE        NONE
      Comment               NONE       ok        ok         ok        ok        ok        ok        ok        ok        ok          ok        ok          ok
      Close                 NONE       ok        ok         ok        ok        nothing   CLOSED    CLOSED    ok        ok          ok        ok          CLOSED
      Reassign              NONE       ok        RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    NOT_ALLOWED ok        STALE       CLOSED
      Restart               NONE       ok        RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    ok        ok          ok        KIND        CLOSED
      Reset                 NONE       ok        RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    ok        ok          ok        KIND        CLOSED
      SkipStep              NONE       ok        RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    ok          ok        STALE       CLOSED
      ProcessNow            NONE       nothing   nothing    nothing   nothing   nothing   CLOSED    CLOSED    PARKED    nothing     nothing   nothing     CLOSED
      RetryProvisioning     NONE       KIND      RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    KIND        KIND      STALE       CLOSED
      UpdateGrantDuration   NONE       ok        KIND       KIND      KIND      KIND      CLOSED    CLOSED    PARKED    ok          ok        KIND        CLOSED
      UpdateRequestData     NONE       KIND      KIND       KIND      KIND      KIND      CLOSED    CLOSED    PARKED    KIND        ok        KIND        CLOSED
      Escalate              NONE       ok        KIND       KIND      KIND      KIND      CLOSED    CLOSED    PARKED    ok          ok        KIND        CLOSED
      CompleteProvision     NONE       KIND      RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    KIND        KIND      STALE       CLOSED
      ErrorProvision        NONE       KIND      RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    KIND        KIND      STALE       CLOSED
      CancelProvision       NONE       KIND      RUNNING    RUNNING   ok        RUNNING   CLOSED    CLOSED    PARKED    KIND        KIND      STALE       CLOSED
      ReportAttempt         NONE       STALE     ok         nothing   STALE     nothing   CLOSED    CLOSED    STALE     STALE       STALE     STALE       CLOSED
      ProvisioningFinished  NONE       STALE     ok         ok        STALE     ok        CLOSED    ok        STALE     STALE       STALE     STALE       CLOSED
      ContinueOffboarding   NONE       INVALID   INVALID    INVALID   INVALID   INVALID   CLOSED    CLOSED    PARKED    INVALID     INVALID   ok          CLOSED
      ChildClosed           NONE       INVALID   INVALID    INVALID   INVALID   INVALID   INVALID   INVALID   PARKED    INVALID     INVALID   nothing     nothing
      TimerFired            NONE       nothing   nothing    nothing   nothing   nothing   CLOSED    CLOSED    PARKED    ok          nothing   nothing     CLOSED
      Watch                 NONE       ok        ok         ok        ok        ok        ok        ok        ok        ok          ok        ok          ok
      Resume                NONE       nothing   nothing    nothing   nothing   nothing   nothing   nothing   ok        nothing     nothing   nothing     nothing
      """;

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
                                    assertThat(result(row.getKey(), situation))
                                        .isEqualTo(row.getValue().get(situation.name())))));
  }

  @Test
  void everyCommandIsInTheTable() {
    assertThat(table().keySet())
        .containsExactlyInAnyOrderElementsOf(TransitionsPage.commands(Command.class));
  }

  @Test
  void everySituationIsFilledIn() {
    String[] situations =
        Arrays.stream(Situation.values()).map(Situation::name).toArray(String[]::new);
    assertThat(table().values()).allSatisfy(row -> assertThat(row).containsOnlyKeys(situations));
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

  private static String result(String command, Situation situation) {
    Situations play = new Situations();
    play.reach(situation);
    return switch (play.give(command)) {
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
}
