package dev.gatehouse.bench.measure;

import dev.gatehouse.bench.install.Installation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonTimestamp;

/** Reads what an installation has used, before and after a span of time. */
public final class Meter implements AutoCloseable {
  /** What belongs to the generator: the load, and the events that it follows. */
  public static final String GENERATOR = "generator";

  static final String OTHERS = "others";

  private final Installation installation;
  private final KafkaCounts kafka;
  private final MongoCounts mongo;

  /** One reading of everything. */
  public record Reading(
      long nanos,
      long lifecycles,
      ProcessorTimes times,
      Map<String, KafkaCounts.Taken> kafka,
      MongoCounts.Look mongo) {}

  public Meter(Installation installation) {
    this.installation = installation;
    this.kafka = new KafkaCounts(installation.kafka());
    this.mongo = new MongoCounts(installation.mongodbUri());
  }

  /**
   * Reads.
   *
   * @param lifecycles how many had ended by now
   */
  public Reading read(long lifecycles) {
    Map<String, Long> pids = new LinkedHashMap<>(installation.processes());
    pids.put(GENERATOR, ProcessHandle.current().pid());
    return new Reading(
        System.nanoTime(), lifecycles, ProcessorTimes.now(pids), kafka.now(), mongo.now());
  }

  /**
   * The cost between two readings.
   *
   * @param late a reading between them from which on the replication log is counted, since it does
   *     not reach back far
   */
  public Cost between(Reading before, Reading late, Reading after) {
    double lifecycles = Math.max(1, after.lifecycles() - before.lifecycles());
    double seconds = (after.nanos() - before.nanos()) / 1e9;
    Map<String, KafkaCounts.Taken> taken = KafkaCounts.between(before.kafka(), after.kafka());
    double lateLifecycles = Math.max(1, after.lifecycles() - late.lifecycles());
    Map<String, MongoCounts.Writes> writes = writes(late.mongo().at(), after.mongo().at());
    return new Cost(
        cpuMillis(before, after),
        each(after.times().since(before.times()).compilers(), value -> value / lifecycles),
        after.times().since(before.times()).machineBusy() / 1000 / seconds,
        each(taken, value -> value.records() / lifecycles),
        each(taken, value -> value.bytes() / lifecycles),
        each(
            MongoCounts.between(before.mongo().commands(), after.mongo().commands()),
            value -> value / lifecycles),
        each(
            MongoCounts.between(before.mongo().documents(), after.mongo().documents()),
            value -> value / lifecycles),
        each(
            MongoCounts.between(before.mongo().collections(), after.mongo().collections()),
            value -> value / lifecycles),
        each(writes, value -> value.count() / lateLifecycles),
        each(writes, value -> value.bytes() / lateLifecycles),
        (after.mongo().journalSyncs() - before.mongo().journalSyncs()) / lifecycles);
  }

  /** Processor time of each lifecycle between two readings, by process. */
  public Map<String, Double> cpuMillis(Reading before, Reading after) {
    double lifecycles = Math.max(1, after.lifecycles() - before.lifecycles());
    ProcessorTimes times = after.times().since(before.times());
    Map<String, Double> cpu = new LinkedHashMap<>();
    double ours = 0;
    for (Map.Entry<String, Double> used : times.processes().entrySet()) {
      cpu.put(used.getKey(), used.getValue() / lifecycles);
      ours += used.getValue();
    }
    cpu.put(OTHERS, Math.max(0, times.machineBusy() - ours) / lifecycles);
    return cpu;
  }

  /** Empty if the replication log has been overwritten meanwhile. */
  private Map<String, MongoCounts.Writes> writes(BsonTimestamp after, BsonTimestamp upTo) {
    return mongo.oldest().compareTo(after) > 0 ? Map.of() : mongo.writes(after, upTo);
  }

  private static <T> Map<String, Double> each(Map<String, T> values, Function<T, Double> divided) {
    Map<String, Double> result = new LinkedHashMap<>();
    values.forEach((name, value) -> result.put(name, divided.apply(value)));
    return result;
  }

  @Override
  public void close() {
    kafka.close();
    mongo.close();
  }
}
