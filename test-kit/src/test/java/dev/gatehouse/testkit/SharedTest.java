package dev.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.servers.ServerException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedTest {
  private final AtomicInteger starts = new AtomicInteger();

  @Test
  void itIsStartedOnce() {
    Shared<Integer> shared = new Shared<>(starts::incrementAndGet);

    assertThat(shared.get()).isEqualTo(1);
    assertThat(shared.get()).isEqualTo(1);
  }

  @Test
  void whoAsksLaterIsToldWhyItDidNotStart() {
    Shared<Integer> shared =
        new Shared<>(
            () -> {
              starts.incrementAndGet();
              throw new ServerException("Expected a server, but there is none.");
            });

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(shared::get)
          .isInstanceOf(ServerException.class)
          .hasMessage("Expected a server, but there is none.");
    }
    assertThat(starts).hasValue(1);
  }
}
