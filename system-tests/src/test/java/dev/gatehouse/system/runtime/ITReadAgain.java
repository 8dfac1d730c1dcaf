package dev.gatehouse.system.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.topic.InstanceId;
import dev.gatehouse.runtime.topic.PartitionShare;
import dev.gatehouse.runtime.topic.WorkerListeners;
import dev.gatehouse.testkit.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Batches that fail, on a real broker. */
class ITReadAgain {
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String topic = TestServers.freshTopic("read-again", PARTITIONS);
  private final String group = topic;
  private final List<KafkaMessageListenerContainer<byte[], byte[]>> containers = new ArrayList<>();
  private Admin admin;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() {
    admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafkaBootstrap()));
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafkaBootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    containers.forEach(KafkaMessageListenerContainer::stop);
    producer.close();
    admin.close();
  }

  @Test
  void aBatchThatFailedComesAgainAsAWhole() throws Exception {
    // given
    sendToEach(3);
    Worker worker = new Worker();
    worker.down = true;

    // when
    begin(worker);
    await(() -> worker.failures >= 2);
    assertThat(committed()).as("nothing of it is committed").isEmpty();
    worker.down = false;

    // then
    await(() -> committed().equals(Map.of(0, 3L, 1, 3L)));
    assertThat(worker.done).containsExactlyInAnyOrder("0@0", "0@1", "0@2", "1@0", "1@1", "1@2");
  }

  @Test
  void whoHasLostPartitionsMeanwhileDoesNotTakeTheirOffsetsBack() throws Exception {
    // given one who has records of both partitions and cannot work on them
    sendToEach(3);
    Worker stuck = new Worker();
    stuck.down = true;
    KafkaMessageListenerContainer<byte[], byte[]> first = begin(stuck);
    await(() -> stuck.failures >= 1);

    // when another one gets one of the partitions and is done with more of it
    Worker other = new Worker();
    KafkaMessageListenerContainer<byte[], byte[]> second = begin(other);
    await(() -> partitions(first).size() == 1 && partitions(second).size() == 1);
    int moved = partitions(second).iterator().next();
    sendToEach(3);
    await(() -> committed().equals(Map.of(moved, 6L)));
    stuck.down = false;

    // then
    await(() -> committed().getOrDefault(1 - moved, 0L) == 6L);
    assertThat(committed()).containsEntry(moved, 6L);
  }

  /** Works on what it is given, unless something is down. */
  private static final class Worker implements BatchMessageListener<byte[], byte[]> {
    private final Set<String> done = new ConcurrentSkipListSet<>();
    private volatile boolean down;
    private volatile int failures;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread listens
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
      if (down) {
        failures++;
        throw new DependencyDownException(
            "Expected to work on it, but was told not to.", new IllegalStateException("down"));
      }
      records.forEach(record -> done.add(record.partition() + "@" + record.offset()));
    }
  }

  private KafkaMessageListenerContainer<byte[], byte[]> begin(Worker worker) {
    ContainerProperties properties = new ContainerProperties(topic);
    properties.setGroupId(group);
    properties.setMessageListener(worker);
    KafkaMessageListenerContainer<byte[], byte[]> container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    TestServers.kafkaBootstrap(),
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                    500,
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            properties);
    new WorkerListeners(new PartitionShare(admin), new InstanceId("")).prepare(container);
    containers.add(container);
    container.start();
    return container;
  }

  private void sendToEach(int records) throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic, partition, new byte[0], new byte[0])).get();
      }
    }
  }

  private static Set<Integer> partitions(KafkaMessageListenerContainer<byte[], byte[]> container) {
    Set<Integer> numbers = new TreeSet<>();
    var assigned = container.getAssignedPartitions();
    if (assigned != null) {
      assigned.forEach(each -> numbers.add(each.partition()));
    }
    return numbers;
  }

  private Map<Integer, Long> committed() throws Exception {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (Map.Entry<TopicPartition, OffsetAndMetadata> each :
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
      if (each.getValue() != null && each.getValue().offset() > 0) {
        offsets.put(each.getKey().partition(), each.getValue().offset());
      }
    }
    return offsets;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("what is awaited comes in time").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
