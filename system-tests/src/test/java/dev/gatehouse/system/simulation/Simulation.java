package dev.gatehouse.system.simulation;

import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.testkit.history.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One seed: clients work while everything goes wrong, then nothing goes wrong any more, and in the
 * end it has to be as if nothing ever had.
 */
final class Simulation {
  private static final int CLIENTS = 4;
  private static final int OPERATIONS = 7;
  private static final int MOST_STEPS = 60_000;

  private final Cluster cluster;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final Nemesis nemesis;
  private final Gateway gateway;
  private final Expiry expiry;
  private int clientsAtWork = CLIENTS;

  Simulation(long seed, Parts parts) {
    double faultRate = (seed % 4) * 0.04;
    this.cluster = new Cluster(seed, faultRate, parts);
    List<WorkerProcess> policy =
        List.of(new PolicyWorker("policy-1", cluster), new PolicyWorker("policy-2", cluster));
    List<WorkerProcess> provisioning =
        List.of(
            new ProvisioningWorker("prov-1", cluster, cluster.attemptsOnTheWay()),
            new ProvisioningWorker("prov-2", cluster, cluster.attemptsOnTheWay()));
    workers.addAll(policy);
    workers.addAll(provisioning);
    this.nemesis = new Nemesis(cluster, policy, provisioning);
    this.gateway = new Gateway(cluster);
    this.expiry = new Expiry(cluster);
    cluster.log.watch(cluster.checks::sent);
    for (int p = 0; p < Cluster.PARTITIONS; p++) {
      cluster.commands.assign(p, policy.get(p % 2).name());
      cluster.orders.assign(p, provisioning.get(p % 2).name());
    }
  }

  /** Shows somebody every record that is put on a topic. */
  void watch(Consumer<RawRecord> watcher) {
    cluster.log.watch(watcher);
  }

  /** Plays to the end. */
  void play() {
    play(OPERATIONS);
  }

  private void play(int operations) {
    try {
      workers.forEach(WorkerProcess::start);
      for (int i = 0; i < CLIENTS; i++) {
        Client client = new Client("" + i, cluster, gateway, operations);
        cluster.stage.enter(
            "client-" + i,
            point -> {},
            () -> {
              client.work();
              clientsAtWork--;
            });
      }
      cluster.stage.enter("nemesis", point -> {}, nemesis::rage);
      cluster.stage.enter("entitlement-service/expiry", point -> {}, expiry::work);
      while (clientsAtWork > 0 && cluster.stage.steps() < MOST_STEPS) {
        step();
      }
      cluster.faults.end();
      cluster.stage.note("nothing goes wrong any more");
      new Ending(cluster, nemesis, gateway, expiry).check(this::step);
    } finally {
      cluster.stage.end();
    }
  }

  private void step() {
    if (!cluster.stage.step()) {
      cluster.checks.violated("P9", "Expected somebody to go on, but nobody does.");
    }
    fail(cluster.checks.violations());
  }

  static void fail(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new Broken(violations.getFirst());
    }
  }

  /** How often what happened. */
  Map<String, Integer> tally() {
    return cluster.tally;
  }

  /** What happened last. */
  List<String> lastSteps() {
    return cluster.stage.lastSteps();
  }

  int digest() {
    return cluster.stage.digest();
  }

  long steps() {
    return cluster.stage.steps();
  }
}
