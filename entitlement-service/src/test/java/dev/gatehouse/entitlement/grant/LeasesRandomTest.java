package dev.gatehouse.entitlement.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many workers give and take one person's accesses while the person leaves; their messages are
 * shuffled, delayed, repeated and lost, they die and come back late. Run one seed again with {@code
 * -Dgatehouse.seed=N}.
 */
class LeasesRandomTest {
  private static final int SEEDS = 5_000;

  /** Names one seed, to play only that. */
  private static final String ONE = "gatehouse.seed";

  @Test
  void accessNeverComesBackAndWhoLeavesEndsWithNothing() {
    String only = System.getProperty(ONE, "");
    long[] done = new long[2];
    wanted(only)
        .forEach(
            seed -> {
              LeaseWorld world = new LeaseWorld(seed);
              try {
                world.run();
              } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
              }
              done[0] += world.given();
              done[1] += world.takenBack();
            });
    if (only.isEmpty()) {
      assertThat(done[0]).as("accesses given").isPositive();
      assertThat(done[1]).as("accesses taken back").isPositive();
    }
  }

  private static LongStream wanted(String only) {
    if (only.isEmpty()) {
      return LongStream.range(0, SEEDS);
    }
    if (only.matches("[0-9]{1,18}")) {
      return LongStream.of(Long.parseLong(only));
    }
    throw new IllegalArgumentException(
        "Expected %s to be a whole number from 0 on, but it is \"%s\".".formatted(ONE, only));
  }

  @Test
  void oneSeedOrAllArePlayed() {
    assertThat(wanted("7")).containsExactly(7L);
    assertThat(wanted("")).hasSize(SEEDS);
    assertThatThrownBy(() -> wanted("one"))
        .hasMessage("Expected gatehouse.seed to be a whole number from 0 on, but it is \"one\".");
    assertThatThrownBy(() -> wanted("-1")).hasMessageEndingWith("but it is \"-1\".");
  }
}
