package dev.gatehouse.provisioning.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.connectors.Answer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
  private static final LaneSettings SETTINGS =
      new LaneSettings(2, 10, 1000, Duration.ofMillis(20), 4, Duration.ofMinutes(5));

  private BiConsumer<AttemptId, Place> work = (id, place) -> {};

  @Test
  void noMoreAttemptsAreCarriedOutAtOnceThanThereArePlaces() throws InterruptedException {
    Semaphore begun = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    Lane lane =
        lane(
            (id, place) -> {
              begun.release();
              await(goOn);
            });

    for (int i = 0; i < 5; i++) {
      offer(lane, i);
    }
    begun.acquire(2);

    assertThat(lane.inFlight()).isEqualTo(2);
    assertThat(lane.busy()).isTrue();
    assertThat(begun.tryAcquire()).isFalse();
    goOn.countDown();
    begun.acquire(3);
  }

  @Test
  void anAttemptThatWaitsAlreadyIsNotTakenInTwice() throws InterruptedException {
    AtomicInteger times = new AtomicInteger();
    Semaphore begun = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    Lane lane =
        lane(
            (id, place) -> {
              times.incrementAndGet();
              begun.release();
              await(goOn);
            });

    offer(lane, 1);
    offer(lane, 1);
    offer(lane, 2);
    begun.acquire(2);
    goOn.countDown();

    assertThat(times).hasValue(2);
  }

  @Test
  void aPlaceIsTakenUntilACallThatNobodyWaitsForHasEnded() throws InterruptedException {
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    Semaphore answered = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    Lane lane =
        lane(
            (id, place) -> {
              answers.add(
                  place.change(
                      "call",
                      () -> {
                        awaitStubbornly(goOn);
                        return new Answer.Done();
                      }));
              answered.release();
            });

    offer(lane, 1);
    offer(lane, 2);
    offer(lane, 3);
    answered.acquire(2);

    assertThat(answers).allMatch(Answer.Unanswered.class::isInstance);
    assertThat(answered.tryAcquire()).isFalse();
    goOn.countDown();
    answered.acquire();
  }

  @Test
  void aTargetThatKeepsFailingIsLeftAlone() throws InterruptedException {
    Semaphore ended = new Semaphore(0);
    AtomicInteger calls = new AtomicInteger();
    Lane lane =
        lane(
            (id, place) -> {
              if (place.admitted()) {
                calls.incrementAndGet();
                place.change("call", () -> new Answer.Unreachable("Down."));
              }
              ended.release();
            });

    for (int i = 0; i < 4; i++) {
      offer(lane, i);
      ended.acquire();
    }
    assertThat(lane.breakerState()).isEqualTo(1);
    offer(lane, 9);
    ended.acquire();

    assertThat(calls).hasValue(4);
  }

  @Test
  void aTargetThatRefusesIsNotLeftAlone() throws InterruptedException {
    Semaphore ended = new Semaphore(0);
    Lane lane =
        lane(
            (id, place) -> {
              place.admitted();
              place.change("call", () -> new Answer.Refused("No such group."));
              ended.release();
            });

    for (int i = 0; i < 9; i++) {
      offer(lane, i);
      ended.acquire();
    }

    assertThat(lane.breakerState()).isZero();
  }

  @Test
  void aConnectorThatFailsLikeABugIsAnswerEnough() throws InterruptedException {
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    Semaphore ended = new Semaphore(0);
    Lane lane =
        lane(
            (id, place) -> {
              answers.add(
                  place.change(
                      "call",
                      () -> {
                        throw new IllegalStateException("planted");
                      }));
              ended.release();
            });

    offer(lane, 1);
    ended.acquire();

    assertThat(answers).singleElement().isInstanceOf(Answer.Unanswered.class);
  }

  @Test
  void anAttemptThatIsClaimedGetsInWhereOthersFindNoRoom() throws InterruptedException {
    Semaphore begun = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    Lane lane =
        lane(
            (id, place) -> {
              begun.release();
              await(goOn);
            });
    assertThat(lane.free()).isEqualTo(SETTINGS.calls());

    int number = 0;
    while (!lane.full()) {
      offer(lane, number++);
    }
    offer(lane, number);
    lane.begin(attempt(number + 1), place -> begun.release());

    assertThat(lane.free()).isNegative();
    goOn.countDown();
    begun.acquire(number + 1);
  }

  private Lane lane(BiConsumer<AttemptId, Place> work) {
    this.work = work;
    return new Lane(new ConnectorId("c1"), SETTINGS);
  }

  private void offer(Lane lane, int number) {
    AttemptId id = attempt(number);
    lane.offer(id, place -> work.accept(id, place));
  }

  private static AttemptId attempt(int number) {
    return new AttemptId(new TaskId("t" + number), new StepId("s1"), 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a connector may that does not notice being interrupted. */
  private static void awaitStubbornly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // deaf on purpose
      }
    }
  }
}
