package dev.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random worlds, random policies, random commands in random order; some come late, some twice. What
 * must hold is checked after every decision and at the end of each story.
 */
class RandomStoriesTest {
  private static final int SEEDS = 500;

  /** Seeds that once failed. */
  private static final List<Long> BAD_SEEDS = List.of();

  @Test
  void whatMustHoldHoldsInEveryStory() {
    BAD_SEEDS.forEach(RandomStoriesTest::run);
    LongStream.range(0, Long.getLong("gatehouse.stories", SEEDS)).forEach(RandomStoriesTest::run);
  }

  private static void run(long seed) {
    RandomStory story = new RandomStory(seed);
    assertThatCode(story::run)
        .as(() -> "the story of seed " + seed + ":\n" + story.tale())
        .doesNotThrowAnyException();
  }
}
