package dev.gatehouse.bench.result;

import dev.gatehouse.bench.load.Percentiles;
import dev.gatehouse.bench.measure.Cost;
import java.util.Map;

/**
 * Lifecycles under one load.
 *
 * @param load such as {@code c=32} or {@code 50/s}
 * @param storedTasks how many tasks were stored when it began
 * @param seconds that were measured
 * @param lifecycles that ended as granted in them
 * @param failures what went wrong, and how often
 * @param latencies in milliseconds, by stage
 * @param cost for one lifecycle
 */
public record LifecycleCell(
    String layout,
    String load,
    long storedTasks,
    double seconds,
    long lifecycles,
    Map<String, Long> failures,
    Map<String, Percentiles> latencies,
    Cost cost) {

  public double perSecond() {
    return lifecycles / seconds;
  }

  /** Lifecycles that failed. */
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }
}
