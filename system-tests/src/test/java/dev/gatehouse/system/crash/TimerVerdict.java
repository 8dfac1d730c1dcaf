package dev.gatehouse.system.crash;

import dev.gatehouse.bench.report.TextTable;
import dev.gatehouse.system.crash.TimerBook.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** P7: each timer takes effect once, not before its time, and soon after it. */
final class TimerVerdict {
  private static final Duration MOST_LATE = Duration.ofSeconds(2);

  private final TimerEvidence evidence;
  private final List<String> violations = new ArrayList<>();
  private final Lateness calm;
  private final Lateness whole;
  private int fired;
  private int early;
  private int lost;
  private int tomorrow;
  private int doubled;

  TimerVerdict(TimerEvidence evidence) {
    this.evidence = evidence;
    evidence.tasks().forEach(this::look);
    List<Timer> all =
        evidence.tasks().stream()
            .flatMap(task -> timers(task).stream())
            .filter(timer -> !timer.isOpen())
            .toList();
    this.whole = lateness(all);
    this.calm = lateness(all.stream().filter(timer -> evidence.calm().test(timer.due())).toList());
    if (evidence.length() == Plan.Length.LONG && calm.nearlyAll().compareTo(MOST_LATE) > 0) {
      violations.add(
          "Expected 99 %% of all timers to be at most %s s late while all workers work, but it was %s s."
              .formatted(Lateness.seconds(MOST_LATE), Lateness.seconds(calm.nearlyAll())));
    }
  }

  private static Lateness lateness(Collection<Timer> timers) {
    return Lateness.of(timers.stream().map(Timer::late).toList());
  }

  private List<Timer> timers(String task) {
    return evidence.timers().getOrDefault(task, List.of());
  }

  private void look(String task) {
    List<Timer> timers = timers(task);
    int done = 0;
    for (Timer timer : timers) {
      if (!timer.isOpen()) {
        done++;
        if (timer.late().isNegative()) {
          early++;
          violations.add(
              "Expected a timer of task %s not to fire before %s, but it did at %s."
                  .formatted(task, timer.due(), timer.fired()));
        }
      }
    }
    fired += done;
    if (!timers.isEmpty() && timers.getLast().isOfAnotherDay(evidence.end())) {
      tomorrow++;
    } else if (done < TimerCompany.TIMERS) {
      lost += TimerCompany.TIMERS - done;
      violations.add(
          "Expected all %d timers of task %s to fire, but these did not: %s."
              .formatted(TimerCompany.TIMERS, task, timers.subList(done, timers.size())));
    }
    lookForRepeats(task, done);
  }

  /** The first version of a task is its creation, each other one is a timer's. */
  private void lookForRepeats(String task, int done) {
    int versions = evidence.versions().getOrDefault(task, 0);
    int more = Math.max(done, versions - 1) - TimerCompany.TIMERS;
    if (more > 0) {
      doubled += more;
      violations.add(
          "Expected %d timers to fire for task %s, but %d did and it has %d versions."
              .formatted(TimerCompany.TIMERS, task, done, versions));
    }
    Set<String> seen = new HashSet<>();
    for (String change : evidence.changes().getOrDefault(task, List.of())) {
      if (!seen.add(change)) {
        doubled++;
        violations.add(
            "Expected each step of task %s to end once, but there is %s twice."
                .formatted(task, change));
      }
    }
  }

  Verdict verdict() {
    return new Verdict(
        "P7",
        "timers",
        fired + lost,
        fired,
        lost,
        doubled,
        0,
        "%d early; while all workers work 99 %% are at most %s s late; %d wait until tomorrow"
            .formatted(early, Lateness.seconds(calm.nearlyAll()), tomorrow),
        violations);
  }

  /** How late timers were, in rows. */
  String table() {
    return new TextTable()
        .row(Lateness.titles("late by"))
        .row(calm.row("while all workers work"))
        .row(whole.row("over the whole run"))
        .toString();
  }
}
