package dev.gatehouse.system.simulation;

import dev.gatehouse.testkit.batch.BatchBench;
import java.time.Duration;

/** A policy-worker: the real command batch and the real sweepers. */
final class PolicyWorker extends WorkerProcess {
  PolicyWorker(String name, Cluster cluster) {
    super(name, cluster);
  }

  @Override
  void boot() {
    BatchBench bench = bench("policy-worker", cluster().commands);
    enter("commands", () -> cluster().commands.consume(name(), bench.batch()::handle));
    repeat("clearing", Duration.ofSeconds(1), bench.published()::clear);
    repeat("outboxes", Duration.ofSeconds(5), bench.sweeper()::sweep);
    repeat("timers", Duration.ofSeconds(10), bench.timerSweeper()::sweep);
  }
}
