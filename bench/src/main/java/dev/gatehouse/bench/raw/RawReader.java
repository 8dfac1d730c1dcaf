package dev.gatehouse.bench.raw;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads every raw record once, as the services read what they send each other. */
final class RawReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AtomicLong read = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);

  RawReader(String kafka, List<String> topics) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, RawFloor.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Thread.ofPlatform().name("raw-reader").daemon().start(this::run);
  }

  private void run() {
    try {
      while (true) {
        read.addAndGet(consumer.poll(POLL).count());
      }
    } catch (WakeupException e) {
      // The end.
    } finally {
      consumer.close();
      ended.countDown();
    }
  }

  long read() {
    return read.get();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
