package dev.gatehouse.system.simulation;

import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.entitlement.grant.SimulatedEntitlements.Shown;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.system.simulation.SimulatedTarget.Access;
import dev.gatehouse.testkit.history.HistoryChecker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What has to hold once nothing goes wrong any more. */
final class Ending {
  private static final Duration UNTIL_QUIET = Duration.ofHours(2);
  private static final int LOOK_AFTER_STEPS = 40;

  private final Cluster cluster;
  private final Nemesis nemesis;
  private final Gateway gateway;
  private final Expiry expiry;

  Ending(Cluster cluster, Nemesis nemesis, Gateway gateway, Expiry expiry) {
    this.expiry = expiry;
    this.cluster = cluster;
    this.nemesis = nemesis;
    this.gateway = gateway;
  }

  void check(Runnable step) {
    settle(step);
    histories();
    audits();
    deadLetters();
    accesses();
    Simulation.fail(cluster.checks.violations());
    replay(step);
    Simulation.fail(cluster.checks.violations());
  }

  /** P9: everything moves on by itself, until it is done or waits for a person. */
  private void settle(Runnable step) {
    Instant end = cluster.clock.instant().plus(UNTIL_QUIET);
    Optional<String> open = whatIsOpen();
    while (open.isPresent()) {
      for (int i = 0; i < LOOK_AFTER_STEPS; i++) {
        step.run();
      }
      open = whatIsOpen();
      if (open.isPresent() && cluster.clock.instant().isAfter(end)) {
        cluster.checks.violated(
            "P9",
            "Expected everything to settle after the last fault, but %s.".formatted(open.get()));
        return;
      }
    }
  }

  private Optional<String> whatIsOpen() {
    if (cluster.log.expectsMore()) {
      return Optional.of("there are records on their way");
    }
    if (!cluster.commands.atEnd() || !cluster.orders.atEnd()) {
      return Optional.of("there are records that nobody has read");
    }
    if (cluster.tasks.oldestUnpublished().isPresent()) {
      return Optional.of("there is an outbox that is not published");
    }
    if (cluster.attempts.oldestDue().isPresent()) {
      return Optional.of("there is an attempt that is not over: " + cluster.attempts.all());
    }
    return cluster.tasks.all().stream()
        .map(StoredTask::task)
        .filter(Objects::nonNull)
        .filter(task -> task.open() && !waitsForPerson(task))
        .findFirst()
        .map(
            task ->
                "task %s waits for nobody: %s at %s"
                    .formatted(task.id(), task.subject(), task.currentStep()))
        .or(expiry::whatIsOpen);
  }

  private boolean waitsForPerson(Task task) {
    return switch (task.subject()) {
      case Subject.Offboarding s ->
          cluster.tasks.findOpenChildren(task.id(), false, "", 100).stream()
              .map(id -> Objects.requireNonNull(cluster.tasks.load(List.of(id)).get(id)).task())
              .filter(Objects::nonNull)
              .anyMatch(this::waitsForPerson);
      case Subject.Access s ->
          switch (task.currentStep()) {
            case StepInstance.Approval step -> true;
            case StepInstance.Provision step -> step.byHand();
            case null, default -> false;
          };
    };
  }

  private void histories() {
    HistoryChecker.check(gateway.ledger(), cluster.checks.chains().versions())
        .forEach(v -> cluster.checks.violated(v.promise(), v.sentence()));
    for (StoredTask stored : cluster.tasks.all()) {
      int published =
          cluster.checks.chains().versions().getOrDefault(stored.id().value(), List.of()).size();
      if (published != stored.version()) {
        cluster.checks.violated(
            "P3",
            "Expected all %d versions of task %s on its topic, but there are %d."
                .formatted(stored.version(), stored.id(), published));
      }
    }
  }

  private void audits() {
    for (StoredTask stored : cluster.tasks.all()) {
      List<Audit> audits = cluster.audits.find(stored.id(), 0, Integer.MAX_VALUE);
      if (audits.size() != stored.version()) {
        cluster.checks.violated(
            "S10",
            "Expected one audit for each of the %d versions of task %s, but there are %d."
                .formatted(stored.version(), stored.id(), audits.size()));
      }
    }
  }

  /** P10: dead letters are the bad records, and nothing else. */
  private void deadLetters() {
    Set<String> dead = new TreeSet<>();
    Stream.of(Topics.TASK_COMMANDS, Topics.PROVISIONING_COMMANDS)
        .flatMap(topic -> cluster.log.all(Topics.deadLetter(topic)).stream())
        .forEach(
            record ->
                dead.add(
                    header(record, RecordHeaders.DEAD_TOPIC)
                        + "-"
                        + header(record, RecordHeaders.DEAD_PARTITION)
                        + "@"
                        + header(record, RecordHeaders.DEAD_OFFSET)));
    if (!dead.equals(nemesis.badRecords())) {
      cluster.checks.violated(
          "P10",
          "Expected the bad records %s to be dead letters, but these were: %s."
              .formatted(nemesis.badRecords(), dead));
    }
  }

  private static String header(RawRecord record, String name) {
    byte[] value = record.headers().get(name);
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  /**
   * What is recorded as given is at the target, what is recorded as taken back is not; where nobody
   * knows, somebody is still asked to see to it.
   */
  private void accesses() {
    for (Shown grant : cluster.grants.all()) {
      Access access = new Access(grant.entitlement(), grant.account());
      boolean there = cluster.target.there().contains(access);
      boolean right =
          switch (grant.state()) {
            case "GRANTED" -> there || cluster.checks.byHand().contains(access);
            case "REVOKED" -> !there || cluster.checks.byHand().contains(access);
            default -> cluster.isWorkedOn(access);
          };
      if (!right) {
        cluster.checks.violated(
            "P5",
            ("Expected %s to be as recorded, or somebody to see to it, but it is recorded as %s and"
                    + " there is: %s.")
                .formatted(access, grant.state(), there));
      }
    }
  }

  /** P12: reading everything again changes nothing. */
  private void replay(Runnable step) {
    List<Object> before = state();
    cluster.stage.note("everything is read again");
    expiry.rest(); // what ends meanwhile does not end because it is read again
    cluster.commands.rewindAll();
    cluster.orders.rewindAll();
    settle(step);
    List<Object> after = state();
    if (!before.equals(after)) {
      before.removeAll(after);
      cluster.checks.violated(
          "P12",
          "Expected nothing to change by reading it again, but this was so: %s.".formatted(before));
    }
  }

  private List<Object> state() {
    List<Object> all = new ArrayList<>();
    cluster.tasks.all().forEach(stored -> all.add(List.of(stored.id(), shown(stored.task()))));
    all.addAll(cluster.grants.all());
    all.addAll(cluster.attempts.all());
    all.add(Set.copyOf(cluster.target.there()));
    return all;
  }

  private static Object shown(Task task) {
    return task == null ? "refused" : task;
  }
}
