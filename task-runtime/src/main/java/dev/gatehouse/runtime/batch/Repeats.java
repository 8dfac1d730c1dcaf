package dev.gatehouse.runtime.batch;

import dev.gatehouse.core.task.Reason;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.store.RecordedOutcome;
import dev.gatehouse.runtime.store.SourcePosition;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.Verdict;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells a command that was done before from a new one, before anything is decided: by the outcomes
 * that are remembered, by the command that created the task, and last by the position up to which
 * everything was applied.
 */
final class Repeats {
  private Repeats() {}

  /** The outcome of the first run; empty for a command that is new. */
  static Optional<Settled> find(StoredTask task, Work work) {
    CommandEnvelope envelope = work.envelope();
    Optional<RecordedOutcome> known = task.outcomeOf(envelope.id());
    if (known.isPresent()) {
      return of(known.get(), work);
    }
    if (envelope.id().equals(task.createdBy().id()) && task.task() != null) {
      return Optional.of(
          differs(task.createdBy().requestHash(), envelope)
              ? conflict(work, task.version())
              : new Settled(work, new Verdict.Accepted(), 1));
    }
    SourcePosition source = work.source();
    boolean applied = source != null && task.positions().stream().anyMatch(source::isUpTo);
    return applied ? Optional.of(new Settled(work, null, task.version())) : Optional.empty();
  }

  private static Optional<Settled> of(RecordedOutcome known, Work work) {
    if (differs(known.requestHash(), work.envelope())) {
      return Optional.of(conflict(work, known.version()));
    }
    boolean sentAgain =
        known.verdict() instanceof Verdict.DeadLettered
            && !Objects.equals(known.source(), work.source());
    return sentAgain
        ? Optional.empty() // an operator put a dead letter back on the topic
        : Optional.of(new Settled(work, known.verdict(), known.version()));
  }

  private static boolean differs(String hash, CommandEnvelope envelope) {
    return !hash.isEmpty()
        && !envelope.requestHash().isEmpty()
        && !hash.equals(envelope.requestHash());
  }

  private static Settled conflict(Work work, long version) {
    return new Settled(
        work,
        new Verdict.Refused(
            Reason.CONFLICT,
            "Expected the same request under the same command id, but it was made with another one"
                + " before.",
            Map.of()),
        version);
  }
}
