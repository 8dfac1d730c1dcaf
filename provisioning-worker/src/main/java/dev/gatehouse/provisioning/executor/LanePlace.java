package dev.gatehouse.provisioning.executor;

import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Holding;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A place of a lane: calls go to threads of their own, and a breaker counts what comes of them. */
final class LanePlace implements Place, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LanePlace.class);

  private final CircuitBreaker breaker;
  private final Duration callTimeout;
  private final List<BoundedCall<?>> calls = new ArrayList<>();
  private boolean admitted;

  LanePlace(CircuitBreaker breaker, Duration callTimeout) {
    this.breaker = breaker;
    this.callTimeout = callTimeout;
  }

  @Override
  public boolean admitted() {
    if (!admitted) {
      admitted = breaker.tryAcquirePermission();
    }
    return admitted;
  }

  @Override
  public Answer change(String name, Supplier<Answer> work) {
    long start = System.nanoTime();
    Answer answer = inTime(name, work, sentence -> new Answer.Unanswered(sentence));
    record(answer, start);
    return answer;
  }

  /** Only a failure counts for the breaker: a call may still follow. */
  @Override
  public Holding read(String name, Supplier<Holding> work) {
    long start = System.nanoTime();
    Holding holding =
        inTime(name, work, sentence -> new Holding.Unknown(new Answer.Unanswered(sentence)));
    if (holding instanceof Holding.Unknown unknown) {
      record(unknown.failure(), start);
    }
    return holding;
  }

  private interface Fallback<T> {
    T of(String sentence);
  }

  private <T> T inTime(String name, Supplier<T> work, Fallback<T> unanswered) {
    BoundedCall<T> call = BoundedCall.start(name, work);
    calls.add(call);
    try {
      return call.await(callTimeout);
    } catch (TimeoutException e) {
      return unanswered.of(
          "Expected the target to answer within %d ms, but it did not."
              .formatted(callTimeout.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered.of("Expected the target to answer, but the worker is stopping.");
    } catch (ExecutionException e) {
      log.error("The connector failed in a way that it should not.", e.getCause());
      return unanswered.of("Expected the connector to answer, but it failed; see the log.");
    }
  }

  private void record(Answer answer, long start) {
    long nanos = System.nanoTime() - start;
    admitted = false;
    switch (answer) {
      case Answer.Unreachable failure ->
          breaker.onError(nanos, TimeUnit.NANOSECONDS, new TargetFailure(failure.sentence()));
      case Answer.Unanswered failure ->
          breaker.onError(nanos, TimeUnit.NANOSECONDS, new TargetFailure(failure.sentence()));
      case Answer.Done a -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case Answer.Already a -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case Answer.Refused a -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** What the breaker counts. */
  private static final class TargetFailure extends RuntimeException {
    TargetFailure(String message) {
      super(message, null, false, false);
    }
  }

  /** Returns when every call has really ended, whether or not anybody still waited for it. */
  @Override
  public void close() {
    if (admitted) {
      breaker.releasePermission();
    }
    for (BoundedCall<?> call : calls) {
      call.awaitEnd();
    }
  }
}
