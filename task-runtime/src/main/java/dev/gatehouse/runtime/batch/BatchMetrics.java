package dev.gatehouse.runtime.batch;

import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.store.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be seen of the work on commands from outside. */
final class BatchMetrics {
  private final MeterRegistry meters;
  private final DistributionSummary size;
  private final Counter deadLetters;
  private final Counter lostRaces;

  BatchMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.size = DistributionSummary.builder("gatehouse.batch.size").register(meters);
    this.deadLetters = Counter.builder("gatehouse.dead.letters").register(meters);
    this.lostRaces = Counter.builder("gatehouse.write.races.lost").register(meters);
  }

  void batch(int records) {
    size.record(records);
  }

  void deadLetter() {
    deadLetters.increment();
  }

  void lostRace() {
    lostRaces.increment();
  }

  void settled(Settled settled, Instant now) {
    CommandEnvelope envelope = settled.work().envelope();
    Duration latency = Duration.between(envelope.issuedAt(), now);
    meters
        .timer(
            "gatehouse.command.latency",
            "kind",
            envelope.command().getClass().getSimpleName(),
            "outcome",
            name(settled.verdict()))
        .record(latency.isNegative() ? Duration.ZERO : latency);
  }

  private static String name(@Nullable Verdict verdict) {
    return switch (verdict) {
      case null -> "forgotten";
      case Verdict.Accepted v -> "accepted";
      case Verdict.Refused v -> v.reason().name();
      case Verdict.DeadLettered v -> "dead-lettered";
    };
  }
}
