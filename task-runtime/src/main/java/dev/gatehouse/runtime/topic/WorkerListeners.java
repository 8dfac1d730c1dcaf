package dev.gatehouse.runtime.topic;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * How a worker listens to its topic. A batch that failed is read again until it goes through: it
 * only ever fails because something is down. The sweepers' share follows the partitions of a
 * worker's main topic. A worker with an id is a static member of its group: if it comes back within
 * the session's time it goes on with its partitions, and nobody else is interrupted.
 */
public final class WorkerListeners {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final PartitionShare share;
  private final InstanceId instance;

  public WorkerListeners(PartitionShare share, InstanceId instance) {
    this.share = share;
    this.instance = instance;
  }

  /** Prepares a container before it starts. */
  public void prepare(AbstractMessageListenerContainer<?, ?> container) {
    container.setCommonErrorHandler(new ReadAgain(PAUSE));
    if (instance.isKnown()) {
      // The container numbers its consumers, and adds the number to this.
      container
          .getContainerProperties()
          .getKafkaConsumerProperties()
          .setProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance.value());
    }
  }

  /** Lets the sweepers' share follow the partitions of this container. */
  public void shareFollows(AbstractMessageListenerContainer<?, ?> container) {
    share.follow(container::getAssignedPartitions);
  }
}
