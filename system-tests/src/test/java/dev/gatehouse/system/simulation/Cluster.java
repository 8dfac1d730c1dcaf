package dev.gatehouse.system.simulation;

import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.entitlement.grant.SimulatedEntitlements;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.connectors.Connectors;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.facts.CatalogFacts;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.system.simulation.SimulatedTarget.Access;
import dev.gatehouse.testkit.ManualClock;
import dev.gatehouse.testkit.batch.InMemoryAuditStore;
import dev.gatehouse.testkit.simulation.Faults;
import dev.gatehouse.testkit.simulation.SimulatedGroup;
import dev.gatehouse.testkit.simulation.SimulatedLog;
import dev.gatehouse.testkit.simulation.SimulatedStore;
import dev.gatehouse.testkit.simulation.Stage;
import dev.gatehouse.testkit.store.InMemoryTaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the workers share: databases, topics, the target, and the time. */
final class Cluster {
  static final int PARTITIONS = 3;
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  final ManualClock clock = new ManualClock(START);
  final Stage stage;
  final Faults faults;
  final Parts parts;
  final InMemoryTaskStore tasks;
  final InMemoryAuditStore audits = new InMemoryAuditStore();
  final InMemoryAttemptStore attempts;
  final SimulatedEntitlements grants;
  final SimulatedLog log;
  final SimulatedGroup commands;
  final SimulatedGroup orders;
  final SimulatedTarget target;
  final Connectors connectors;
  final Patience patience;
  final Checks checks;

  /** How often what happened. */
  final Map<String, Integer> tally = new TreeMap<>();

  private final TaskStore watched;
  private final AttemptStore watchedAttempts;

  Cluster(long seed, double faultRate, Parts parts) {
    this.stage = new Stage(seed, clock);
    this.faults = new Faults(stage.random().split(), faultRate);
    this.parts = parts;
    this.tasks = new InMemoryTaskStore(clock);
    this.attempts = parts.attemptStore(clock);
    this.checks = new Checks(this);
    this.watched = checks.watching(tasks);
    this.watchedAttempts = checks.watching(parts.attempts(attempts));
    this.grants =
        new SimulatedEntitlements(
            stage,
            faults,
            Organisation::ownerOf,
            Organisation.ACCOUNT::equals,
            this::count,
            sentence -> checks.violated("P6", sentence));
    this.log = new SimulatedLog(stage, faults, PARTITIONS);
    this.commands = new SimulatedGroup(log, stage, Topics.TASK_COMMANDS, parts.commitsFirst());
    this.orders =
        new SimulatedGroup(log, stage, Topics.PROVISIONING_COMMANDS, parts.commitsFirst());
    this.target = new SimulatedTarget(checks::changed);
    this.connectors = new Connectors(List.of(target), CALL_TIMEOUT);
    this.patience =
        new Patience(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(2), stage);
  }

  /** Counts something that the seeds together have to reach. */
  void count(String what) {
    tally.merge(what, 1, Integer::sum);
  }

  /**
   * Whether a task is still to change an access, or somebody with the right to it stopped the
   * taking back.
   */
  boolean isWorkedOn(Access access) {
    return tasks.all().stream()
        .map(StoredTask::task)
        .filter(Objects::nonNull)
        .filter(task -> task.open() || isGivenUp(task))
        .anyMatch(
            task ->
                task.subject() instanceof Subject.Access s
                    && s.entitlement().equals(access.entitlement())
                    && access.account().equals(s.appUserId()));
  }

  private static boolean isGivenUp(Task task) {
    return task.subject() instanceof Subject.Revoke && task.outcome() != Outcome.SUCCESS;
  }

  /** The tasks as one worker reaches them. */
  TaskStore tasksOnTheWay() {
    return parts.tasks(new SimulatedStore(watched, stage, faults));
  }

  /** The attempts as one worker reaches them. */
  AttemptStore attemptsOnTheWay() {
    return new SimulatedAttemptStore(watchedAttempts, stage, faults);
  }

  /** The catalogue as one worker reaches it. */
  CatalogFacts catalog() {
    return parts.catalog(new SimulatedCatalog(grants, stage, faults));
  }
}
