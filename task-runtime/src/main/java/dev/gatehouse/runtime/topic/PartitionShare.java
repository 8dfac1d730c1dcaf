package dev.gatehouse.runtime.topic;

import dev.gatehouse.core.id.Shards;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The share of this instance in what the sweepers look after: it follows from the partitions of a
 * topic that are assigned to it, so that every rebalance spreads the sweeping too. Without
 * partitions it is nothing.
 */
public final class PartitionShare implements Supplier<Shards> {
  private static final Logger log = LoggerFactory.getLogger(PartitionShare.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ToIntFunction<String> partitionsOf;
  private final CopyOnWriteArrayList<Supplier<? extends @Nullable Collection<TopicPartition>>>
      listeners = new CopyOnWriteArrayList<>();
  private Set<Integer> places = Set.of();
  private Shards share = Shards.NONE;

  /** A share that asks the broker how many partitions there are, whenever its own change. */
  public PartitionShare(Admin admin) {
    this(topic -> ask(admin, topic));
  }

  PartitionShare(ToIntFunction<String> partitionsOf) {
    this.partitionsOf = partitionsOf;
  }

  /** From now on the partitions of this listener count; all listeners read the same topic. */
  public void follow(Supplier<? extends @Nullable Collection<TopicPartition>> assigned) {
    listeners.add(assigned);
  }

  /** The share as of now. */
  @Override
  public synchronized Shards get() {
    String topic = "";
    Set<Integer> now = new TreeSet<>();
    for (Supplier<? extends @Nullable Collection<TopicPartition>> listener : listeners) {
      Collection<TopicPartition> assigned = listener.get();
      if (assigned != null) {
        for (TopicPartition partition : assigned) {
          topic = partition.topic();
          now.add(partition.partition());
        }
      }
    }
    if (!now.equals(places)) {
      share = now.isEmpty() ? Shards.NONE : Shards.of(now, partitionsOf.applyAsInt(topic));
      places = now;
      log.debug("The sweepers look after {} of {} shards.", share.numbers().size(), Shards.COUNT);
    }
    return share;
  }

  private static int ask(Admin admin, String topic) {
    try {
      Map<String, TopicDescription> known =
          admin
              .describeTopics(Set.of(topic))
              .allTopicNames()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Objects.requireNonNull(known.get(topic), "the broker describes what it knows")
          .partitions()
          .size();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "Expected the broker to tell the partitions of " + topic + ", but it did not.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Expected to ask for partitions, but was stopped.", e);
    }
  }
}
