package dev.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.decide.action.TaskAction;
import dev.gatehouse.core.scenario.Situations;
import dev.gatehouse.core.scenario.Situations.Situation;
import dev.gatehouse.core.task.Decision;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the table of actions row by row: in every situation and by everybody, what is offered is
 * accepted, and what is not offered is refused.
 */
class ActionTableTest {
  private static final List<String> PEOPLE =
      List.of("ann", "mia", "bob", "cy", "olga", "otto", "root", "hal", "rae", "rob");

  @TestFactory
  Stream<DynamicTest> whatIsOfferedIsAcceptedAndWhatIsNotIsRefused() {
    return Arrays.stream(TaskAction.values())
        .flatMap(
            action ->
                PEOPLE.stream()
                    .map(
                        person ->
                            DynamicTest.dynamicTest(
                                action + " by " + person, () -> everywhere(action, person))));
  }

  private static void everywhere(TaskAction action, String person) {
    for (Situation situation : EnumSet.complementOf(EnumSet.of(Situation.NO_TASK))) {
      if (reached(situation).sees(person)) {
        Situations play = reached(situation);
        boolean offered = play.offer(person).actions().contains(action);
        Decision decision = play.giveAs(person, command(action));
        assertThat(decision instanceof Decision.Accepted)
            .as("%s in %s, offered: %s, decided: %s", action, situation, offered, decision)
            .isEqualTo(offered);
      }
    }
  }

  /** A row that never says yes, or never says no, would be tested by nothing. */
  @Test
  void everyActionIsOfferedSomewhereAndToSomebodyOnly() {
    Set<TaskAction> offered = EnumSet.noneOf(TaskAction.class);
    Set<TaskAction> withheld = EnumSet.noneOf(TaskAction.class);
    for (Situation situation : EnumSet.complementOf(EnumSet.of(Situation.NO_TASK))) {
      for (String person : PEOPLE) {
        List<TaskAction> actions = reached(situation).offer(person).actions();
        offered.addAll(actions);
        withheld.addAll(EnumSet.complementOf(actions.isEmpty() ? none() : EnumSet.copyOf(actions)));
      }
    }
    assertThat(offered).containsExactly(TaskAction.values());
    assertThat(EnumSet.complementOf(EnumSet.copyOf(withheld))).containsExactly(TaskAction.COMMENT);
  }

  private static EnumSet<TaskAction> none() {
    return EnumSet.noneOf(TaskAction.class);
  }

  private static Situations reached(Situation situation) {
    Situations play = new Situations();
    play.reach(situation);
    return play;
  }

  private static String command(TaskAction action) {
    return switch (action) {
      case CLOSE -> "Close";
      case APPROVE -> "Approve";
      case DENY -> "Deny";
      case REASSIGN -> "Reassign";
      case PROVISION_COMPLETE -> "CompleteProvision";
      case PROVISION_CANCELLED -> "CancelProvision";
      case PROVISION_ERRORED -> "ErrorProvision";
      case RETRY_PROVISIONING -> "RetryProvisioning";
      case UPDATE_REQUEST_DATA -> "UpdateRequestData";
      case UPDATE_GRANT_DURATION -> "UpdateGrantDuration";
      case ESCALATE_TO_EMERGENCY_ACCESS -> "Escalate";
      case SKIP_STEP -> "SkipStep";
      case RESTART -> "Restart";
      case HARD_RESET -> "Reset";
      case PROCESS_NOW -> "ProcessNow";
      case RESUME -> "Resume";
      case COMMENT -> "Comment";
    };
  }
}
