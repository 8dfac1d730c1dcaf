package dev.gatehouse.system.crash;

import dev.gatehouse.model.Json;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.testkit.history.EventChains;
import dev.gatehouse.testkit.history.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads every task event and every dead letter from the first one on, as they come. */
final class Witness implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final AvroCodec avro;
  private final Consumer<Seen> watching;
  private final EventChains chains = new EventChains();
  private final Map<String, Seen> tasks = new TreeMap<>();
  private final Set<String> dead = new TreeSet<>();
  private final Thread reader;
  private volatile boolean over;
  private volatile @Nullable Map<TopicPartition, Long> positions;
  private volatile @Nullable RuntimeException failure;

  /**
   * A task as its last event tells.
   *
   * @param createdAt when its first event was decided
   * @param at when its last event was decided
   * @param expiredAt the end of the access that it takes back for that reason; null for another
   */
  record Seen(
      String id,
      String type,
      boolean open,
      String outcome,
      String entitlement,
      String account,
      String person,
      String stepKind,
      String stepId,
      Instant createdAt,
      Instant at,
      @Nullable Instant expiredAt) {
    boolean granted() {
      return outcome.equals("GRANT_OUTCOME_GRANTED");
    }

    boolean revoked() {
      return outcome.equals("REVOKE_OUTCOME_REVOKED");
    }
  }

  Witness(String kafka, AvroCodec avro, Consumer<Seen> watching) {
    this.avro = avro;
    this.watching = watching;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.partitions =
        Stream.of(
                Topics.TASK_EVENTS,
                Topics.deadLetter(Topics.TASK_COMMANDS),
                Topics.deadLetter(Topics.PROVISIONING_COMMANDS))
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.reader = Thread.ofPlatform().name("witness").daemon().start(this::read);
  }

  private void read() {
    try (consumer) {
      while (!over) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
          take(each);
        }
        Map<TopicPartition, Long> at = new java.util.HashMap<>();
        partitions.forEach(each -> at.put(each, consumer.position(each)));
        positions = at;
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void take(ConsumerRecord<String, byte[]> each) {
    if (!each.topic().equals(Topics.TASK_EVENTS)) {
      synchronized (this) {
        dead.add(
            header(each, RecordHeaders.DEAD_TOPIC)
                + "-"
                + header(each, RecordHeaders.DEAD_PARTITION)
                + "@"
                + header(each, RecordHeaders.DEAD_OFFSET));
      }
      return;
    }
    TaskEvent event = avro.decode(each.value(), TaskEvent.class);
    Seen seen;
    synchronized (this) {
      boolean first = !chains.contains(event.getEventId());
      chains.add(event, each.value());
      if (!first) {
        return;
      }
      seen = seen(event, tasks.get(event.getTaskId()));
      tasks.put(seen.id(), seen);
    }
    watching.accept(seen);
  }

  private static String header(ConsumerRecord<String, byte[]> each, String name) {
    org.apache.kafka.common.header.Header header = each.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static Seen seen(TaskEvent event, @Nullable Seen before) {
    return new Seen(
        event.getTaskId(),
        event.getTaskType(),
        event.getState().equals("TASK_STATE_OPEN"),
        event.getOutcome(),
        text(event.getAppEntitlementId()),
        text(event.getAppUserId()),
        text(event.getIdentityUserId()),
        text(event.getCurrentStepKind()),
        text(event.getCurrentStepId()),
        before == null ? event.getOccurredAt() : before.createdAt(),
        event.getOccurredAt(),
        before == null ? expiredAt(event) : before.expiredAt());
  }

  private static @Nullable Instant expiredAt(TaskEvent event) {
    if (!event.getTaskType().equals("revoke")) {
      return null;
    }
    String at =
        Json.mapper()
            .readTree(event.getTask())
            .at("/type/revoke/source/expired/expiredAt")
            .asString("");
    return at.isEmpty() ? null : Instant.parse(at);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Every task as its last event tells. */
  synchronized List<Seen> tasks() {
    return new ArrayList<>(tasks.values());
  }

  synchronized Optional<Seen> task(String id) {
    return Optional.ofNullable(tasks.get(id));
  }

  synchronized int taskCount() {
    return tasks.size();
  }

  /** For each task the commands that made its versions. */
  synchronized Map<String, List<String>> versions() {
    Map<String, List<String>> copy = new TreeMap<>();
    chains.versions().forEach((task, commands) -> copy.put(task, List.copyOf(commands)));
    return copy;
  }

  synchronized List<Violation> violations() {
    return chains.violations();
  }

  synchronized long repeats() {
    return chains.repeats();
  }

  /** The places of the records that became dead letters. */
  synchronized Set<String> dead() {
    return new TreeSet<>(dead);
  }

  /** How far it has read; empty before the first look. */
  Optional<Map<TopicPartition, Long>> positions() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw new IllegalStateException("Expected to read every event, but " + failed, failed);
    }
    return Optional.ofNullable(positions);
  }

  @Override
  public void close() {
    over = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
