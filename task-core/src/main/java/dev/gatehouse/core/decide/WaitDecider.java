package dev.gatehouse.core.decide;

import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Waits until something is so, or some time has passed. A condition is looked at when the step
 * begins and then again and again, the less often the longer it takes: after a tenth of the time
 * that has passed.
 */
final class WaitDecider {
  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private WaitDecider() {}

  static void begin(Draft draft, PolicyStep.Wait step) {
    Instant now = draft.nowInMillis();
    switch (step.until()) {
      case WaitUntil.Passed u -> begin(draft, step, now.plus(u.duration()), null);
      case WaitUntil.TimeOfDay u -> begin(draft, step, u.after(now), null);
      case WaitUntil.Condition u -> beginToLook(draft, step, u.expression());
    }
  }

  private static void beginToLook(Draft draft, PolicyStep.Wait step, String condition) {
    Value value = value(draft, condition);
    if (holds(value)) {
      StepId id = start(draft, step, null, null, null);
      draft.add(new Change.StepEnded(id, new StepOutcome.Waited(draft.now())));
      return;
    }
    Instant timeout = step.timeout() == null ? null : draft.nowInMillis().plus(step.timeout());
    StepId id = begin(draft, step, null, timeout);
    if (value instanceof Value.Failure failure) {
      draft.add(new Change.ExpressionFailed(id, condition, failure.sentence()));
    }
  }

  private static StepId begin(
      Draft draft, PolicyStep.Wait step, @Nullable Instant until, @Nullable Instant timeout) {
    Instant now = draft.nowInMillis();
    StepId id =
        start(draft, step, until, timeout, until == null ? nextLook(now, now, timeout) : null);
    draft.note(step.commentOnFirstWait());
    return id;
  }

  private static StepId start(
      Draft draft,
      PolicyStep.Wait step,
      @Nullable Instant until,
      @Nullable Instant timeout,
      @Nullable Instant lookAt) {
    StepId id = StepFlow.nextStepId(draft.task(), 0);
    draft.add(
        new Change.StepStarted(
            new StepInstance.Wait(
                id,
                draft.run().generationId(),
                step,
                draft.nowInMillis(),
                until,
                timeout,
                lookAt,
                null)));
    return id;
  }

  /** Its time has come. */
  static void due(Draft draft, StepInstance.Wait step) {
    if (step.until() != null || look(draft, step)) {
      over(draft, step, new StepOutcome.Waited(draft.now()));
      return;
    }
    Instant now = draft.nowInMillis();
    Instant timeout = step.timeout();
    if (timeout != null && !now.isBefore(timeout)) {
      draft.add(new Change.StepEnded(step.id(), new StepOutcome.TimedOut(draft.now())));
      draft.note(step.definition().commentOnTimeout());
      draft.close(Outcome.WAIT_TIMED_OUT);
      return;
    }
    draft.add(new Change.WaitGoesOn(step.id(), nextLook(step.startedAt(), now, timeout)));
  }

  /** Somebody wants the condition looked at now. */
  static void lookNow(Draft draft, StepInstance.Wait step) {
    if (look(draft, step)) {
      over(draft, step, new StepOutcome.Waited(draft.now()));
    }
  }

  private static void over(Draft draft, StepInstance.Wait step, StepOutcome outcome) {
    draft.add(new Change.StepEnded(step.id(), outcome));
    StepFlow.advance(draft);
  }

  private static boolean look(Draft draft, StepInstance.Wait step) {
    return step.definition().until() instanceof WaitUntil.Condition condition
        && holds(value(draft, condition.expression()));
  }

  /** A condition that cannot be told does not hold. */
  private static boolean holds(Value value) {
    return value instanceof Value.Truth truth && truth.holds();
  }

  private static Value value(Draft draft, String condition) {
    return draft
        .expressions()
        .evaluate(Purpose.CONDITION, condition, Scope.of(draft.task(), draft.now(), draft.facts()));
  }

  private static Instant nextLook(Instant since, Instant now, @Nullable Instant timeout) {
    Duration pause = Duration.between(since, now).dividedBy(10);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      pause = SHORTEST_PAUSE;
    } else if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    Instant next = now.plus(pause);
    return timeout != null && timeout.isBefore(next) ? timeout : next;
  }
}
