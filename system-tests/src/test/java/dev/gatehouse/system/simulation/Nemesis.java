package dev.gatehouse.system.simulation;

import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.testkit.simulation.SimulatedGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** What goes wrong beside lost calls: processes die, freeze and lose partitions, time jumps. */
final class Nemesis {
  private final Cluster cluster;
  private final List<? extends WorkerProcess> policy;
  private final List<? extends WorkerProcess> provisioning;
  private final Set<String> bad = new TreeSet<>();

  Nemesis(
      Cluster cluster,
      List<? extends WorkerProcess> policy,
      List<? extends WorkerProcess> provisioning) {
    this.cluster = cluster;
    this.policy = policy;
    this.provisioning = provisioning;
  }

  /** The places of all records that nobody can read. */
  Set<String> badRecords() {
    return bad;
  }

  /** Strikes again and again, until there are no faults any more. */
  void rage() {
    SplittableRandom random = cluster.stage.random();
    while (!cluster.faults.over()) {
      cluster.stage.pause(Duration.ofMillis(200 + random.nextInt(5_000)));
      if (!cluster.faults.over()) {
        strike(random);
      }
    }
  }

  private void strike(SplittableRandom random) {
    boolean first = random.nextBoolean();
    List<? extends WorkerProcess> workers = first ? policy : provisioning;
    SimulatedGroup group = first ? cluster.commands : cluster.orders;
    WorkerProcess worker = workers.get(random.nextInt(workers.size()));
    int partition = random.nextInt(Cluster.PARTITIONS);
    switch (random.nextInt(7)) {
      case 0 -> {
        cluster.count("killed");
        cluster.stage.note("kill " + worker.name());
        worker.crash();
      }
      case 1 -> {
        cluster.count("frozen");
        int seconds = 1 + random.nextInt(50);
        cluster.stage.note("freeze " + worker.name() + " for " + seconds + " s");
        worker.freeze(Duration.ofSeconds(seconds));
      }
      case 2, 3 -> {
        cluster.count("partition moved");
        cluster.stage.note("partition " + partition + " goes to " + worker.name());
        group.assign(partition, worker.name());
      }
      case 4 -> {
        cluster.count("commits lost");
        int records = 1 + random.nextInt(6);
        cluster.stage.note("partition " + partition + " comes again, " + records + " records");
        group.rewind(partition, records);
      }
      case 5 -> {
        cluster.count("time jumped");
        int seconds = 1 + random.nextInt(40);
        cluster.stage.note("time jumps by " + seconds + " s");
        cluster.stage.jump(Duration.ofSeconds(seconds));
      }
      default -> {
        cluster.count("bad record");
        String topic = first ? Topics.TASK_COMMANDS : Topics.PROVISIONING_COMMANDS;
        cluster.stage.note("a bad record on " + topic);
        bad.add(place(cluster.log.append(badRecord(topic, random))));
      }
    }
  }

  private static OutboundRecord badRecord(String topic, SplittableRandom random) {
    byte[] value = new byte[random.nextInt(40)];
    random.nextBytes(value);
    byte[] key = ("t-" + random.nextInt(3) + "-1").getBytes(StandardCharsets.UTF_8);
    return new OutboundRecord(topic, key, random.nextInt(4) == 0 ? null : value, Map.of());
  }

  static String place(RawRecord record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
