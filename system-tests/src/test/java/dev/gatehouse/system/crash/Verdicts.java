package dev.gatehouse.system.crash;

import dev.gatehouse.system.crash.Ledger.Told;
import dev.gatehouse.testkit.history.HistoryChecker;
import dev.gatehouse.testkit.history.Operation;
import dev.gatehouse.testkit.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds the evidence against each promise. */
final class Verdicts {
  private final Evidence evidence;
  private final List<Violation> histories;

  private Verdicts(Evidence evidence) {
    this.evidence = evidence;
    this.histories =
        HistoryChecker.check(
            evidence.lines().stream().map(this::operation).toList(), evidence.versions());
  }

  static List<Verdict> of(Evidence evidence) {
    Verdicts all = new Verdicts(evidence);
    AccessVerdicts accesses = new AccessVerdicts(evidence);
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(all.answered());
    verdicts.add(all.once());
    verdicts.add(all.published());
    verdicts.add(all.inOneOrder());
    verdicts.add(accesses.atTheTarget());
    verdicts.add(accesses.neverBack());
    verdicts.add(accesses.inTime());
    verdicts.add(accesses.gone());
    verdicts.add(all.atRest());
    verdicts.add(all.badRecords());
    verdicts.add(all.frozen(verdicts.stream().limit(6).filter(each -> !each.kept()).toList()));
    verdicts.add(all.readAgain());
    verdicts.add(all.endedInOrder());
    verdicts.add(all.points());
    return verdicts;
  }

  /** Where only tasks are looked at. */
  static List<Verdict> ofTasks(Evidence evidence) {
    Verdicts all = new Verdicts(evidence);
    return List.of(all.answered(), all.once(), all.published(), all.inOneOrder(), all.atRest());
  }

  /**
   * A version that was made is known from the audits; where nothing was left to do, the version is
   * the one that was remembered with the outcome.
   */
  private Operation operation(Ledger.Line line) {
    Store.Kept kept = evidence.kept().get(line.task());
    Operation.Result result;
    boolean changes = true;
    if (line.told() == Told.NOTHING) {
      result = new Operation.Result.Unknown();
    } else if (line.told() == Told.REFUSED) {
      result = new Operation.Result.Refused(line.sentence());
    } else {
      Long version = kept == null ? null : versionOf(kept, line.command());
      if (version == null && kept != null && kept.accepted().containsKey(line.command())) {
        version = kept.accepted().get(line.command());
        changes = false;
      }
      result = new Operation.Result.Accepted(version == null ? -1 : version);
    }
    return new Operation(line.command(), line.task(), changes, line.begin(), line.end(), result);
  }

  private static @org.jspecify.annotations.Nullable Long versionOf(
      Store.Kept kept, String command) {
    for (Map.Entry<Long, String> each : kept.audits().entrySet()) {
      if (each.getValue().equals(command)) {
        return each.getKey();
      }
    }
    return null;
  }

  private List<String> broken(String promise) {
    return histories.stream()
        .filter(each -> each.promise().equals(promise))
        .map(Violation::sentence)
        .toList();
  }

  private long told(Told told) {
    return evidence.lines().stream().filter(line -> line.told() == told).count();
  }

  private Verdict answered() {
    List<String> violations = new ArrayList<>(broken("P1"));
    long lost = violations.size();
    long stuck = told(Told.NOTHING);
    evidence.lines().stream()
        .filter(line -> line.told() == Told.NOTHING)
        .forEach(
            line ->
                violations.add(
                    "Expected an answer to command %s of task %s in the end, but after %d tries there was none."
                        .formatted(line.command(), line.task(), line.tries())));
    return new Verdict(
        "P1",
        "things that clients asked for",
        evidence.lines().size(),
        told(Told.ACCEPTED),
        lost,
        0,
        stuck,
        evidence.faults().counts().toString(),
        violations);
  }

  private Verdict once() {
    long tries = evidence.lines().stream().mapToLong(Ledger.Line::tries).sum();
    List<String> violations = broken("P2");
    return new Verdict(
        "P2",
        "requests, repeats included",
        tries,
        told(Told.ACCEPTED),
        0,
        violations.size(),
        0,
        (tries - evidence.lines().size()) + " repeats",
        violations);
  }

  private Verdict published() {
    List<String> violations =
        new ArrayList<>(evidence.chains().stream().map(Violation::sentence).toList());
    int doubled = (int) violations.stream().filter(each -> each.contains("same bytes")).count();
    long versions = 0;
    for (Map.Entry<String, Store.Kept> each : evidence.kept().entrySet()) {
      Store.Kept kept = each.getValue();
      List<String> published = evidence.versions().getOrDefault(each.getKey(), List.of());
      versions += published.size();
      if (published.size() != kept.version()) {
        violations.add(
            "Expected all %d versions of task %s on its topic, but there are %d."
                .formatted(kept.version(), each.getKey(), published.size()));
      }
      if (!published.equals(List.copyOf(kept.audits().values()))) {
        violations.add(
            "Expected the audits of task %s to tell of the commands %s, but they tell of %s."
                .formatted(each.getKey(), published, kept.audits()));
      }
    }
    return new Verdict(
        "P3",
        "versions of tasks",
        versions,
        versions,
        violations.size() - doubled,
        doubled,
        0,
        evidence.repeatedEvents() + " events published again",
        violations);
  }

  private Verdict inOneOrder() {
    List<String> violations = broken("P4");
    return new Verdict(
        "P4",
        "operations put in one order",
        evidence.lines().size(),
        told(Told.ACCEPTED),
        violations.size(),
        0,
        0,
        evidence.versions().size() + " tasks",
        violations);
  }

  private Verdict atRest() {
    List<String> open = evidence.settled().stream().filter(each -> !each.isEmpty()).toList();
    return new Verdict(
        "P9",
        "looks after the last fault",
        evidence.settled().size(),
        evidence.settled().size() - open.size(),
        0,
        0,
        open.size(),
        "",
        open.stream()
            .map(each -> "Expected everything to settle after the last fault, but " + each + ".")
            .toList());
  }

  private Verdict badRecords() {
    List<String> violations = new ArrayList<>();
    TreeSet<String> lost = new TreeSet<>(evidence.bad());
    lost.removeAll(evidence.dead());
    TreeSet<String> others = new TreeSet<>(evidence.dead());
    others.removeAll(evidence.bad());
    lost.forEach(
        each -> violations.add("Expected the bad record " + each + " to be a dead letter."));
    others.forEach(
        each -> violations.add("Expected only bad records as dead letters, but there is " + each));
    List<BadRecords.Good> missing =
        evidence.good().stream()
            .filter(
                each ->
                    !evidence
                        .versions()
                        .getOrDefault(each.task(), List.of())
                        .contains(each.command()))
            .toList();
    missing.forEach(
        each ->
            violations.add(
                "Expected the good command %s beside bad records to change task %s, but it did not."
                    .formatted(each.command(), each.task())));
    return new Verdict(
        "P10",
        "bad records",
        evidence.bad().size(),
        evidence.bad().size() - lost.size(),
        lost.size(),
        others.size(),
        missing.size(),
        evidence.good().size() + " good ones among them",
        violations);
  }

  /** Whatever is broken may be the work of somebody who woke up. */
  private Verdict frozen(List<Verdict> broken) {
    long moved = evidence.faults().moved().stream().filter(each -> each).count();
    return new Verdict(
        "P11",
        "workers that froze",
        evidence.faults().moved().size(),
        moved,
        0,
        0,
        0,
        moved + " had lost their partitions when they woke up",
        broken.stream()
            .map(each -> "Expected " + each.promise() + " to be kept although workers froze.")
            .toList());
  }

  private Verdict readAgain() {
    List<String> changes = evidence.replay().changes();
    return new Verdict(
        "P12",
        "records read again",
        evidence.replay().records(),
        evidence.replay().records(),
        0,
        changes.size(),
        0,
        "",
        changes.stream()
            .map(
                each ->
                    "Expected nothing to change by reading it again, but there is %.400s"
                        .formatted(each))
            .toList());
  }

  /** What nobody dies at is not tested. */
  private Verdict points() {
    Map<String, Integer> points = evidence.faults().points();
    List<String> missed =
        points.entrySet().stream()
            .filter(each -> each.getValue() == 0)
            .map(each -> "Expected a process to die at " + each.getKey() + ", but none came there.")
            .toList();
    return new Verdict(
        "all",
        "named points to die at",
        points.size(),
        points.size() - missed.size(),
        0,
        0,
        missed.size(),
        points.toString(),
        missed);
  }

  private Verdict endedInOrder() {
    List<Duration> ends = evidence.faults().ends();
    List<String> late =
        ends.stream()
            .filter(each -> each.compareTo(evidence.faults().longestEnd()) > 0)
            .map(
                each ->
                    "Expected a service to end within %s, but it took %s."
                        .formatted(evidence.faults().longestEnd(), each))
            .toList();
    Duration longest = ends.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    return new Verdict(
        "P16",
        "services ended in good order",
        ends.size(),
        ends.size() - late.size(),
        0,
        0,
        late.size(),
        "the longest took " + longest.toMillis() / 1000.0 + " s",
        late);
  }
}
