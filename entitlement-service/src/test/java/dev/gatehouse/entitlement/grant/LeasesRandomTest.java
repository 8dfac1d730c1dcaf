package dev.gatehouse.entitlement.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many workers give and take one person's accesses while the person leaves; their messages are
 * shuffled, delayed, repeated and lost, they die and come back late. Run one seed again with {@code
 * -Dgatehouse.seed=N}.
 */
class LeasesRandomTest {
  private static final int SEEDS = 5_000;

  @Test
  void accessNeverComesBackAndWhoLeavesEndsWithNothing() {
    Long only = Long.getLong("gatehouse.seed");
    LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
    long[] done = new long[2];
    seeds.forEach(
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
    assertThat(done[0]).as("accesses given").isPositive();
    assertThat(done[1]).as("accesses taken back").isPositive();
  }
}
