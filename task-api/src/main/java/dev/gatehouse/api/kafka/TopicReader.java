package dev.gatehouse.api.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads all partitions of a topic from their end, without a group, so that every gateway sees every
 * record. It keeps its places when the broker is away, and goes on where it was.
 */
public final class TopicReader implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int BETWEEN_TRIES_MILLIS = 500;

  private final String topic;
  private final Map<String, Object> settings;
  private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
  private final Map<TopicPartition, Long> places = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private @Nullable Thread thread;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> open;
  private volatile boolean positioned;

  /**
   * Reads nothing yet.
   *
   * @param sink gets every record on the reader's own thread; what it throws is logged
   */
  public TopicReader(
      String topic, String bootstrap, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    this.topic = topic;
    this.sink = sink;
    this.settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "task-api-" + topic,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            250,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5_000);
  }

  /** Whether the place in every partition is fixed, so that nothing from now on is missed. */
  public boolean positioned() {
    return positioned;
  }

  @Override
  public void start() {
    Thread reader = Thread.ofPlatform().name(topic + "-reader").daemon().unstarted(this::run);
    thread = reader;
    reader.start();
  }

  @Override
  public void stop() {
    stopped.countDown();
    KafkaConsumer<byte[], byte[]> consumer = open;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (thread != null) {
        thread.join(5_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null && stopped.getCount() > 0;
  }

  /** Stops after the web server, so that requests under way still get their answers. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void run() {
    while (stopped.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        open = consumer;
        read(consumer);
      } catch (WakeupException e) {
        LOG.debug("The reader of {} is stopped.", topic);
      } catch (KafkaException e) {
        LOG.warn("Expected to read {}, but could not; trying again: {}", topic, e.getMessage());
        pause();
      } finally {
        open = null;
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    while (!assign(consumer)) {
      if (pause()) {
        return;
      }
    }
    positioned = true;
    while (stopped.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        accept(record);
        places.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
    }
  }

  /** Takes all partitions; false while the topic is not there. */
  private boolean assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      return false;
    }
    List<TopicPartition> all =
        partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    consumer.assign(all);
    for (TopicPartition partition : all) {
      long place = places.computeIfAbsent(partition, p -> ends.getOrDefault(p, 0L));
      consumer.seek(partition, place);
    }
    return true;
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      sink.accept(record);
    } catch (RuntimeException e) {
      LOG.warn(
          "Expected to read a record of {}, but could not: partition {}, offset {}",
          topic,
          record.partition(),
          record.offset(),
          e);
    }
  }

  /** Waits a little before the next try; true if the reader was stopped meanwhile. */
  private boolean pause() {
    try {
      return stopped.await(BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.countDown();
      return true;
    }
  }
}
