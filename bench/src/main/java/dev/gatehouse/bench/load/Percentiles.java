package dev.gatehouse.bench.load;

import org.HdrHistogram.Histogram;

/** A distribution of times, in milliseconds. */
public record Percentiles(long count, double p50, double p90, double p99, double p999, double max) {
  private static final double MICROS = 1000;

  static Percentiles of(Histogram micros) {
    return new Percentiles(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / MICROS,
        micros.getValueAtPercentile(90) / MICROS,
        micros.getValueAtPercentile(99) / MICROS,
        micros.getValueAtPercentile(99.9) / MICROS,
        micros.getMaxValue() / MICROS);
  }
}
