package dev.gatehouse.system.simulation;

import dev.gatehouse.runtime.outbox.PublishedEntries;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.simulation.Actor;
import dev.gatehouse.testkit.simulation.SimulatedGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of a worker. It dies as a whole, at a crash point or at any other moment, and what it
 * knew dies with it; when it comes back it begins with what is stored.
 */
abstract class WorkerProcess {
  private static final double CRASHES_AT_A_POINT = 0.25;
  private static final int LONGEST_SKEW_MILLIS = 2_000;

  private final String name;
  private final Cluster cluster;
  private final List<Actor> actors = new ArrayList<>();
  private final Clock clock;
  private boolean up;

  WorkerProcess(String name, Cluster cluster) {
    this.name = name;
    this.cluster = cluster;
    int skew = cluster.stage.random().nextInt(LONGEST_SKEW_MILLIS) - LONGEST_SKEW_MILLIS / 2;
    this.clock = Clock.offset(cluster.clock, Duration.ofMillis(skew));
  }

  String name() {
    return name;
  }

  Cluster cluster() {
    return cluster;
  }

  /** The clock of its machine, which is not quite right. */
  Clock clock() {
    return clock;
  }

  boolean up() {
    return up;
  }

  /** Begins, if it is not there. */
  final void start() {
    if (!up) {
      up = true;
      cluster.stage.note(name + " starts");
      boot();
    }
  }

  /** Lets everybody of the process enter. */
  abstract void boot();

  /** What it works with; it sweeps what follows from the partitions that it reads. */
  final BatchBench bench(String service, SimulatedGroup reads) {
    TaskStore tasks = cluster.tasksOnTheWay();
    return new BatchBench(
        service,
        tasks,
        cluster.audits,
        cluster.log.sender(),
        cluster.catalog(),
        clock,
        PublishedEntries.keptIn(tasks, BatchBench.audits(cluster.audits)),
        cluster.patience,
        () -> reads.share(name));
  }

  final void enter(String what, Runnable work) {
    actors.removeIf(Actor::ended);
    actors.add(cluster.stage.enter(name + "/" + what, this::reached, work));
  }

  /** Does this again and again; a failure is left to the next time. */
  final void repeat(String what, Duration every, Runnable work) {
    enter(
        what,
        () -> {
          while (true) {
            cluster.stage.pause(every);
            try {
              work.run();
            } catch (RuntimeException e) {
              cluster.stage.note(name + "/" + what + " failed: " + e.getMessage());
            }
          }
        });
  }

  private void reached(String point) {
    if (cluster.faults.strike(CRASHES_AT_A_POINT)) {
      cluster.count("died at " + point);
      cluster.stage.note(name + " dies at " + point);
      crash();
    }
  }

  /** Dies now, and comes back after a while. */
  final void crash() {
    if (!up) {
      return;
    }
    up = false;
    cluster.stage.at(Duration.ofMillis(500 + cluster.stage.random().nextInt(30_000)), this::start);
    List<Actor> all = List.copyOf(actors);
    actors.clear();
    cluster.stage.killAll(all);
  }

  /** Stands still for a while, wherever it is. */
  final void freeze(Duration time) {
    actors.forEach(actor -> cluster.stage.freeze(actor, time));
  }
}
