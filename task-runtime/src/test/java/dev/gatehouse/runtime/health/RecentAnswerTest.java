package dev.gatehouse.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentAnswerTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean there = new AtomicBoolean(true);
  private final RecentAnswer recent =
      new RecentAnswer(
          () -> {
            asked.incrementAndGet();
            return there.get();
          },
          nanos::get);

  @Test
  void itIsAskedAgainOnlyOnceTheLastAnswerIsOld() {
    assertThat(recent.get()).isTrue();
    there.set(false);
    nanos.addAndGet(RecentAnswer.FRESH.toNanos() - 1);
    assertThat(recent.get()).isTrue();
    assertThat(asked).hasValue(1);

    nanos.addAndGet(1);
    assertThat(recent.get()).isFalse();
    assertThat(recent.get()).isFalse();
    assertThat(asked).hasValue(2);
  }
}
