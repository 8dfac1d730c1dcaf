package dev.gatehouse.system.simulation;

import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.RetryRules;
import dev.gatehouse.provisioning.executor.AttemptRun;
import dev.gatehouse.provisioning.executor.AttemptSweeper;
import dev.gatehouse.provisioning.executor.CommandFinishedRecords;
import dev.gatehouse.provisioning.executor.DirectTaskReports;
import dev.gatehouse.provisioning.executor.GrantLeases;
import dev.gatehouse.provisioning.executor.OrderedAttempts;
import dev.gatehouse.provisioning.executor.PublishedEnds;
import dev.gatehouse.provisioning.executor.RunSettings;
import dev.gatehouse.provisioning.executor.SimulatedLane;
import dev.gatehouse.provisioning.executor.TargetTry;
import dev.gatehouse.provisioning.order.OrderIntake;
import dev.gatehouse.runtime.batch.DeadLetters;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.testkit.batch.BatchBench;
import java.time.Duration;
import java.util.List;

/** A provisioning-worker: the real intake, attempts and sweeper; only lanes are simulated. */
final class ProvisioningWorker extends WorkerProcess {
  private static final Duration UNPUBLISHED_FOR = Duration.ofSeconds(20);
  private static final RetryRules RULES =
      new RetryRules(Duration.ofSeconds(1), 2, Duration.ofSeconds(60), 8, Duration.ofMinutes(10));

  private final AttemptStore attempts;

  ProvisioningWorker(String name, Cluster cluster, AttemptStore attempts) {
    super(name, cluster);
    this.attempts = attempts;
  }

  @Override
  void boot() {
    Cluster cluster = cluster();
    BatchBench bench = bench(DirectTaskReports.SERVICE, cluster.orders);
    RunSettings settings =
        new RunSettings(name(), Duration.ofSeconds(30), Cluster.CALL_TIMEOUT, UNPUBLISHED_FOR);
    TaskStore tasks = cluster.tasksOnTheWay();
    DirectTaskReports reports =
        new DirectTaskReports(
            bench.updates(), id -> !tasks.awaitingAmong(List.of(id)).isEmpty(), clock());
    GrantLeases leases = cluster.parts.leases(cluster.grants);
    CommandFinishedRecords records =
        new CommandFinishedRecords(bench.codec(), cluster.log.sender(), clock());
    PublishedEnds published = new PublishedEnds(attempts);
    AttemptRun run =
        new AttemptRun(
            attempts,
            reports,
            new TargetTry(reports, leases, cluster.connectors, settings),
            records,
            published,
            RULES,
            settings,
            clock(),
            cluster.stage,
            bench.meters());
    SimulatedLane lane =
        new SimulatedLane(
            run,
            cluster.stage,
            cluster.faults,
            Cluster.CALL_TIMEOUT,
            this::enter,
            cluster.target::calledBy);
    OrderIntake intake =
        new OrderIntake(
            bench.avro(),
            bench.codec(),
            new OrderedAttempts(attempts, lane, settings, cluster.stage),
            new DeadLetters(bench.codec()),
            cluster.log.sender(),
            cluster.patience,
            bench.meters());
    AttemptSweeper sweeper =
        new AttemptSweeper(
            attempts,
            lane,
            records,
            UNPUBLISHED_FOR,
            () -> cluster.orders.share(name()),
            work -> enter("publisher", work));
    enter("orders", () -> cluster.orders.consume(name(), intake::handle));
    repeat("clearing", Duration.ofSeconds(1), bench.published()::clear);
    repeat("noting", Duration.ofSeconds(1), published::note);
    repeat("sweeper", Duration.ofSeconds(2), sweeper::sweep);
  }
}
