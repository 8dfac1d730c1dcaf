package dev.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random worlds, random policies, random commands in random order; some come late, some twice. What
 * must hold is checked after every decision and at the end of each story.
 */
class RandomStoriesTest {
  private static final int SEEDS = 500;

  /** How many stories are played instead. */
  private static final String COUNT = "gatehouse.stories";

  /** Seeds that once failed. */
  private static final List<Long> BAD_SEEDS = List.of();

  @Test
  void whatMustHoldHoldsInEveryStory() {
    BAD_SEEDS.forEach(RandomStoriesTest::run);
    LongStream.range(0, wanted(System.getProperty(COUNT, ""))).forEach(RandomStoriesTest::run);
  }

  @Test
  void badInputIsToldInOneSentence() {
    assertThatThrownBy(() -> wanted("many"))
        .hasMessage(
            "Expected gatehouse.stories to be a number from 1 to 999999999, but it is \"many\".");
    assertThatThrownBy(() -> wanted("0")).hasMessageEndingWith("but it is \"0\".");
  }

  private static long wanted(String count) {
    if (count.isEmpty()) {
      return SEEDS;
    }
    if (count.matches("[1-9][0-9]{0,8}")) {
      return Long.parseLong(count);
    }
    throw new IllegalArgumentException(
        "Expected %s to be a number from 1 to 999999999, but it is \"%s\"."
            .formatted(COUNT, count));
  }

  private static void run(long seed) {
    RandomStory story = new RandomStory(seed);
    assertThatCode(story::run)
        .as(() -> "the story of seed " + seed + ":\n" + story.tale())
        .doesNotThrowAnyException();
  }
}
