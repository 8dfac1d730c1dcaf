package dev.gatehouse.runtime.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.Shards;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionShareTest {
  private final PartitionShare share = new PartitionShare(topic -> 4);
  private List<TopicPartition> assigned = List.of();

  @Test
  void withoutPartitionsItIsNothing() {
    assertThat(share.get()).isEqualTo(Shards.NONE);
    share.follow(() -> null);
    assertThat(share.get()).isEqualTo(Shards.NONE);
  }

  @Test
  void afterARebalanceItIsAnother() {
    share.follow(() -> assigned);
    assigned = partitions(0, 1, 2, 3);
    assertThat(share.get()).isEqualTo(Shards.ALL);

    assigned = partitions(1, 3);
    assertThat(share.get()).isEqualTo(Shards.of(Set.of(1, 3), 4));

    assigned = partitions();
    assertThat(share.get()).isEqualTo(Shards.NONE);
  }

  @Test
  void thePartitionsOfAllListenersCount() {
    share.follow(() -> partitions(0, 1));
    share.follow(() -> partitions(2, 3));
    assertThat(share.get()).isEqualTo(Shards.ALL);
  }

  private static List<TopicPartition> partitions(int... numbers) {
    return IntStream.of(numbers).mapToObj(n -> new TopicPartition("task-commands", n)).toList();
  }
}
