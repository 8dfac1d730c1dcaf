package dev.gatehouse.runtime.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicIdsTest {
  private String known = "first";
  private int asked;
  private final TopicIds ids =
      new TopicIds(
          topic -> {
            asked++;
            return known;
          });

  @Test
  void aTopicIsAskedForOnceWhileItsOffsetsFollowEachOther() {
    assertThat(ids.idOf("t", 0, 5)).isEqualTo("first");
    assertThat(ids.idOf("t", 0, 6)).isEqualTo("first");
    assertThat(ids.idOf("t", 0, 7)).isEqualTo("first");

    assertThat(asked).isEqualTo(1);
  }

  @Test
  void offsetsThatBeginAgainMayBeAnotherTopic() {
    ids.idOf("t", 0, 5);
    known = "second";

    assertThat(ids.idOf("t", 0, 0)).isEqualTo("second");
  }

  @Test
  void aPartitionThatComesBackFromAnotherWorkerMayBeOfAnotherTopic() {
    ids.idOf("t", 0, 5);
    known = "second";

    assertThat(ids.idOf("t", 0, 900)).isEqualTo("second");
    assertThat(ids.idOf("t", 0, 901)).isEqualTo("second");
    assertThat(asked).isEqualTo(2);
  }
}
