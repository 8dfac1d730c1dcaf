package dev.gatehouse.bench.load;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long each part of a lifecycle took, in histograms that keep three digits. */
final class Latencies {
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);
  private static final int DIGITS = 3;

  private final Map<Stage, Histogram> histograms = new EnumMap<>(Stage.class);

  /** What is timed. */
  enum Stage {
    /** From the request to its answer. */
    CREATE,
    /** The same for the approval. */
    APPROVE,
    /** From sending the approval to the event that says that the task is closed. */
    APPROVE_TO_CLOSED,
    /** From sending the request, or from when it should have been sent, to that event. */
    WHOLE;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Latencies() {
    for (Stage stage : Stage.values()) {
      histograms.put(stage, new ConcurrentHistogram(LONGEST, DIGITS));
    }
  }

  private Histogram of(Stage stage) {
    Histogram histogram = histograms.get(stage);
    if (histogram == null) {
      throw new IllegalStateException("no histogram for " + stage);
    }
    return histogram;
  }

  void record(Stage stage, long nanos) {
    of(stage).recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST));
  }

  /** The percentiles of every stage. */
  Map<String, Percentiles> percentiles() {
    Map<String, Percentiles> result = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      result.put(stage.label(), Percentiles.of(of(stage)));
    }
    return result;
  }
}
