package dev.gatehouse.bench.raw;

import dev.gatehouse.bench.measure.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one lifecycle puts on Kafka and into MongoDB, in whole numbers.
 *
 * @param records one entry for each record: topic and bytes
 * @param writes one entry for each document written: collection, kind, bytes
 */
record Recipe(List<Sent> records, List<Written> writes) {

  record Sent(String topic, int bytes) {}

  record Written(String collection, Kind kind, int bytes) {}

  enum Kind {
    INSERT,
    REPLACE,
    UPDATE,
    DELETE
  }

  /** From what was measured; topics that are not ours are left out. */
  static Recipe of(Cost cost) {
    List<Sent> records = new ArrayList<>();
    cost.kafkaRecords()
        .forEach(
            (topic, each) -> {
              int bytes = size(cost.kafkaBytes(), topic, each);
              if (!topic.startsWith("__")) {
                repeat(each, () -> records.add(new Sent(topic, bytes)));
              }
            });
    List<Written> writes = new ArrayList<>();
    cost.mongoWrites()
        .forEach(
            (name, each) -> {
              int bytes = size(cost.mongoWriteBytes(), name, each);
              int blank = name.lastIndexOf(' ');
              Kind kind =
                  Kind.valueOf(name.substring(blank + 1).toUpperCase(java.util.Locale.ROOT));
              String collection = name.substring(0, blank).replace('.', '_');
              repeat(each, () -> writes.add(new Written(collection, kind, bytes)));
            });
    return new Recipe(List.copyOf(records), List.copyOf(writes));
  }

  private static int size(Map<String, Double> bytes, String name, double each) {
    return (int) Math.max(1, Math.round(bytes.getOrDefault(name, 0.0) / each));
  }

  private static void repeat(double times, Runnable action) {
    for (long i = 0; i < Math.round(times); i++) {
      action.run();
    }
  }
}
