package dev.gatehouse.runtime.topic;

import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.outbox.SendFailedException;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * A batch that failed is read again from its first record on, after a pause, until it goes through.
 * Nothing of it is committed.
 *
 * <p>It is not kept in hand meanwhile, as the library's own handler does: partitions move while one
 * waits, and who then commits what it has in hand takes the offsets of others' partitions back
 * behind what those have done.
 */
final class ReadAgain implements CommonErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(ReadAgain.class);

  private final Duration pause;

  ReadAgain(Duration pause) {
    this.pause = pause;
  }

  @Override
  public void handleBatch(
      Exception failure,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    tell(failure);
    Set<TopicPartition> ours = consumer.assignment();
    for (TopicPartition partition : records.partitions()) {
      if (ours.contains(partition)) {
        consumer.seek(partition, records.records(partition).getFirst().offset());
      }
    }
    rest(container);
  }

  /** What fails beside a batch, such as a poll. */
  @Override
  public void handleOtherException(
      Exception failure,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    tell(failure);
    rest(container);
  }

  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  private void rest(MessageListenerContainer container) {
    try {
      ListenerUtils.stoppableSleep(container, pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A dependency that is down and partitions that have moved need no trace. */
  private static void tell(Exception failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof DependencyDownException
          || each instanceof CommitFailedException
          || each instanceof SendFailedException) {
        log.warn("A batch is read again: {}", each.getMessage());
        return;
      }
    }
    log.error("A batch is read again, for a reason that nobody expected", failure);
  }
}
