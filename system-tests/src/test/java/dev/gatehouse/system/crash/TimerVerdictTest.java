package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.system.crash.TimerBook.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The run of timers is able to fail: what goes wrong on purpose is told of. */
class TimerVerdictTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration LATE = Duration.ofMillis(700);

  private final Map<String, List<Timer>> timers = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Map<String, List<String>> changes = new HashMap<>();
  private Plan.Length length = Plan.Length.LONG;

  /** Two tasks, whose timers all fire a little late. */
  TimerVerdictTest() {
    for (String task : List.of("t1", "t2")) {
      List<Timer> all = new ArrayList<>();
      List<String> ends = new ArrayList<>();
      for (int i = 0; i < TimerCompany.TIMERS; i++) {
        Instant due = NOON.plusSeconds(5L * i);
        all.add(new Timer(due, due.plus(LATE)));
        ends.add("StepEnded s" + i);
      }
      timers.put(task, all);
      versions.put(task, 1 + TimerCompany.TIMERS);
      changes.put(task, ends);
    }
  }

  @Test
  void nothingIsBrokenWhereNothingIsWrong() {
    assertThat(verdict().kept()).isTrue();
    assertThat(verdict().accepted()).isEqualTo(2L * TimerCompany.TIMERS);
    assertThat(timerVerdict().table()).contains("while all workers work", "0.70");
  }

  @Test
  void aTimerThatFiresBeforeItsTimeIsEarly() {
    fires("t1", 2, Duration.ofMillis(-1));

    assertThat(verdict().violations())
        .containsExactly(
            "Expected a timer of task t1 not to fire before 2026-11-27T12:00:10Z, but it did at"
                + " 2026-11-27T12:00:09.999Z.");
    assertThat(verdict().note()).startsWith("1 early");
  }

  @Test
  void aTimerThatDoesNotFireIsLostAndSoAreThoseAfterIt() {
    List<Timer> all = timers.get("t2");
    all.set(3, new Timer(all.get(3).due(), null));
    all.removeLast();

    assertThat(verdict().lost()).isEqualTo(2);
    assertThat(verdict().violations()).hasSize(1);
  }

  @Test
  void aTimeOfDayThatHasPassedIsTomorrowsAndNotLost() {
    timers.put("t2", List.of(new Timer(NOON.plus(Duration.ofHours(24)), null)));
    versions.put("t2", 1);

    assertThat(verdict().kept()).isTrue();
    assertThat(verdict().tried()).isEqualTo(TimerCompany.TIMERS);
    assertThat(verdict().note()).endsWith("1 wait until tomorrow");
  }

  @Test
  void aTaskThatNobodyKnowsOfHasLostAllItsTimers() {
    timers.remove("t1");
    versions.remove("t1");

    assertThat(verdict().lost()).isEqualTo(TimerCompany.TIMERS);
  }

  @Test
  void aVersionTooManyIsATimerThatFiredTwice() {
    versions.put("t1", 2 + TimerCompany.TIMERS);

    assertThat(verdict().doubled()).isEqualTo(1);
    assertThat(verdict().kept()).isFalse();
  }

  @Test
  void aStepThatEndsTwiceIsATimerThatFiredTwice() {
    changes.get("t2").set(4, "StepEnded s3");

    assertThat(verdict().doubled()).isEqualTo(1);
    assertThat(verdict().kept()).isFalse();
  }

  @Test
  void howLateTimersMayBeCountsInALongRunWhileAllWorkersWork() {
    Duration tooLate = Duration.ofMillis(2_001);
    fires("t1", 0, tooLate);
    assertThat(verdict().kept()).isFalse();

    length = Plan.Length.SHORT;
    assertThat(verdict().kept()).isTrue();

    length = Plan.Length.LONG;
    fires("t1", 0, LATE);
    fires("t1", 4, tooLate);
    assertThat(verdict().kept()).as("a worker was away").isTrue();
    assertThat(timerVerdict().table()).contains("2.00");
  }

  private void fires(String task, int number, Duration late) {
    Instant due = timers.get(task).get(number).due();
    timers.get(task).set(number, new Timer(due, due.plus(late)));
  }

  private TimerVerdict timerVerdict() {
    return new TimerVerdict(
        new TimerEvidence(
            length,
            NOON.plusSeconds(60),
            Set.of("t1", "t2"),
            timers,
            versions,
            changes,
            at -> at.isBefore(NOON.plusSeconds(15))));
  }

  private Verdict verdict() {
    return timerVerdict().verdict();
  }
}
