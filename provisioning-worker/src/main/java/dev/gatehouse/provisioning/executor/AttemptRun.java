package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.provisioning.attempt.Next;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.RetryRules;
import dev.gatehouse.provisioning.attempt.TryOutcome;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes one attempt up: claims it, {@linkplain TargetTry tries it}, and stores what came of it.
 * Whatever happens to this worker on the way, the claim runs out and another one takes it up.
 */
public final class AttemptRun {
  private static final Logger log = LoggerFactory.getLogger(AttemptRun.class);

  private final AttemptStore store;
  private final TaskReports tasks;
  private final TargetTry target;
  private final FinishedRecords records;
  private final PublishedEnds published;
  private final RetryRules rules;
  private final RunSettings settings;
  private final Clock clock;
  private final Waiting waiting;
  private final MeterRegistry meters;

  public AttemptRun(
      AttemptStore store,
      TaskReports tasks,
      TargetTry target,
      FinishedRecords records,
      PublishedEnds published,
      RetryRules rules,
      RunSettings settings,
      Clock clock,
      Waiting waiting,
      MeterRegistry meters) {
    this.store = store;
    this.tasks = tasks;
    this.target = target;
    this.records = records;
    this.published = published;
    this.rules = rules;
    this.settings = settings;
    this.clock = clock;
    this.waiting = waiting;
    this.meters = meters;
  }

  void carryOut(AttemptId id, Place place) {
    try {
      Deadline deadline = Deadline.in(settings.claim(), waiting);
      store
          .claim(id, settings.worker(), settings.claim())
          .ifPresent(claimed -> carryOut(claimed, deadline, place));
    } catch (DependencyDownException e) {
      log.warn("{} The attempt is taken up again when its claim is over.", e.getMessage());
    }
  }

  /** The same for an attempt that this worker has claimed. */
  void carryOut(ProvisioningAttempt claimed, Deadline deadline, Place place) {
    try (var _ = MDC.putCloseable("taskId", claimed.id().taskId().value());
        var _ = MDC.putCloseable("attempt", claimed.id().toString());
        var _ = MDC.putCloseable("traceId", claimed.order().trace().id())) {
      go(claimed, deadline, place);
    } catch (DependencyDownException e) {
      log.warn("{} The attempt is taken up again when its claim is over.", e.getMessage());
    }
  }

  private void go(ProvisioningAttempt attempt, Deadline deadline, Place place) {
    TryOutcome outcome = attempted(attempt, deadline, place);
    if (Thread.currentThread().isInterrupted()) {
      log.info("The worker is stopping; the attempt is taken up again when its claim is over.");
      return;
    }
    count(attempt, outcome);
    double chance = waiting.chance();
    switch (rules.next(attempt, outcome, clock::instant, chance)) {
      case Next.Finish next -> finish(attempt, next);
      case Next.Drop next -> {
        log.info("Nothing was done: {}", next.sentence());
        store.drop(attempt, next.sentence());
      }
      case Next.Retry next -> retry(attempt, next, deadline);
    }
  }

  private TryOutcome attempted(ProvisioningAttempt attempt, Deadline deadline, Place place) {
    try {
      return target.attempt(attempt, deadline, place);
    } catch (RuntimeException e) {
      log.error("The attempt failed in a way that it should not.", e);
      return new TryOutcome.Missed(
          "Expected the attempt to be carried out, but the worker failed; see its log.", true);
    }
  }

  /**
   * A failure is stored before it is told, so that it stays one. A success need not be: its grant
   * says so already, and whoever takes the attempt up again finds that and tells the same.
   */
  private void finish(ProvisioningAttempt attempt, Next.Finish next) {
    Finished record = records.make(attempt, next.error());
    if (next.error().isEmpty() && told(record)) {
      log.info("Done.");
      published.addUnstored(attempt);
      return;
    }
    if (!store.finish(attempt, next.error(), record, settings.unpublishedFor())) {
      log.warn("Another worker has taken this attempt up, so its result counts.");
      return;
    }
    log.info("{}", next.error().isEmpty() ? "Done." : "Failed: " + next.error());
    if (told(record)) {
      published.addStored(attempt.id());
    }
  }

  private boolean told(Finished record) {
    try {
      records.publish(record);
      return true;
    } catch (DependencyDownException e) {
      log.warn("{} The sweeper publishes the result later.", e.getMessage());
      return false;
    }
  }

  /** The task is told before the attempt is given back, so that it is never told too late. */
  private void retry(ProvisioningAttempt attempt, Next.Retry next, Deadline deadline) {
    log.info("Tried again in {} ms: {}", next.delay().toMillis(), next.sentence());
    if (next.released() && !deadline.over()) {
      try {
        tasks.report(attempt, StepInstance.AttemptState.RETRYING);
      } catch (DependencyDownException e) {
        log.warn("{} The task shows the attempt as running until it is over.", e.getMessage());
      }
    }
    store.postpone(attempt, next);
  }

  private void count(ProvisioningAttempt attempt, TryOutcome outcome) {
    String kind =
        switch (outcome) {
          case TryOutcome.Succeeded o -> "succeeded";
          case TryOutcome.Impossible o -> "impossible";
          case TryOutcome.Missed o -> "missed";
          case TryOutcome.HeldUp o -> "held up";
          case TryOutcome.Unwanted o -> "unwanted";
        };
    meters
        .counter(
            "gatehouse.provisioning.tries",
            "connector",
            attempt.order().connectorId().value(),
            "outcome",
            kind)
        .increment();
  }
}
