package dev.gatehouse.bench.measure;

import java.util.Map;

/**
 * What the lifecycles of a span of time cost, divided by how many there were.
 *
 * @param cpuMillis processor time by process; {@code others} is what programs of others used
 * @param compilerMillis what of it went to just-in-time compilers: much of it means that the
 *     process is not warm yet
 * @param busyCores how many processors were busy on average, by whomever
 * @param kafkaRecords by topic
 * @param kafkaBytes by topic
 * @param mongoCommands calls by command
 * @param mongoDocuments documents inserted, returned, updated, deleted
 * @param mongoCollections operations as mongod counts them, by collection and kind
 * @param mongoWrites documents written, by collection and kind, from the replication log
 * @param mongoWriteBytes their size there
 * @param journalSyncs how often the journal went to disk
 */
public record Cost(
    Map<String, Double> cpuMillis,
    Map<String, Double> compilerMillis,
    double busyCores,
    Map<String, Double> kafkaRecords,
    Map<String, Double> kafkaBytes,
    Map<String, Double> mongoCommands,
    Map<String, Double> mongoDocuments,
    Map<String, Double> mongoCollections,
    Map<String, Double> mongoWrites,
    Map<String, Double> mongoWriteBytes,
    double journalSyncs) {

  /** How many of the busy processors were busy for others than us. */
  public double busyCoresOfOthers() {
    double all = cpuMillisOfAll() + cpuMillis.getOrDefault(Meter.OTHERS, 0.0);
    return all == 0 ? 0 : busyCores * cpuMillis.getOrDefault(Meter.OTHERS, 0.0) / all;
  }

  /** Processor time of all of ours. */
  public double cpuMillisOfAll() {
    return cpuMillis.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(Meter.OTHERS))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
